package org.nicepim.workload.onnx.zoo;

import static org.nicepim.testkit.OnnxBuilder.integer;
import static org.nicepim.testkit.OnnxBuilder.ints;
import static org.nicepim.testkit.OnnxBuilder.text;

import java.util.ArrayList;
import java.util.List;
import org.nicepim.workload.onnx.proto.AttributeProto;

/**
 * Window of a convolution or pooling, as the attributes of an ONNX node.
 *
 * @param rows along the rows
 * @param cols along the columns
 * @param stride in both axes
 * @param pads top, left, bottom, right; empty if none are written
 * @param groups of channels that do not see each other
 * @param sameUpper write {@code auto_pad} instead of pads
 */
record Filter(int rows, int cols, int stride, List<Long> pads, int groups, boolean sameUpper) {
    static Filter of(int rows, int cols) {
        return new Filter(rows, cols, 1, List.of(), 1, false);
    }

    static Filter square(int size) {
        return of(size, size);
    }

    /** Padded by half its size, so that it keeps the size of its input. */
    static Filter centred(int rows, int cols) {
        return of(rows, cols).pads(rows / 2, cols / 2, rows / 2, cols / 2);
    }

    static Filter centred(int size) {
        return centred(size, size);
    }

    Filter stride(int step) {
        return new Filter(rows, cols, step, pads, groups, sameUpper);
    }

    Filter pads(long top, long left, long bottom, long right) {
        return new Filter(rows, cols, stride, List.of(top, left, bottom, right), groups, sameUpper);
    }

    Filter groups(int count) {
        return new Filter(rows, cols, stride, pads, count, sameUpper);
    }

    Filter same() {
        return new Filter(rows, cols, stride, List.of(), groups, true);
    }

    AttributeProto[] ofPool(AttributeProto... more) {
        List<AttributeProto> attributes = new ArrayList<>(List.of(more));
        attributes.add(ints("kernel_shape", rows, cols));
        attributes.add(ints("strides", stride, stride));
        if (sameUpper) {
            attributes.add(text("auto_pad", "SAME_UPPER"));
        } else if (!pads.isEmpty()) {
            attributes.add(ints("pads", pads.stream().mapToLong(Long::longValue).toArray()));
        }
        return attributes.toArray(AttributeProto[]::new);
    }

    AttributeProto[] ofConv() {
        return ofPool(ints("dilations", 1, 1), integer("group", groups));
    }
}
