package org.nicepim.workload.onnx.lower;

/**
 * A part of an ONNX axis that lies on one axis of a feature map.
 *
 * @param role the feature map's axis
 * @param size number of positions, at least 2: an axis of extent 1 has no atoms
 * @param stride distance of two positions along the feature map's axis; 0 if repeated
 */
record Atom(Role role, int size, int stride) {
    /** An atom whose stride is still to be found by {@link Axes#packed}. */
    Atom(Role role, int size) {
        this(role, size, 0);
    }

    /** The outer part of an atom that is cut in two. */
    Atom outer(int parts) {
        return new Atom(role, parts, stride * (size / parts));
    }

    /** The inner part of an atom that is cut in two. */
    Atom inner(int parts) {
        return new Atom(role, size / parts, stride);
    }

    /** True if this atom and the next one walk over one range without a gap. */
    boolean continues(Atom inner) {
        return role == inner.role && (role == Role.REPEATED || stride == inner.stride * inner.size);
    }

    boolean repeats() {
        return role == Role.REPEATED;
    }
}
