package org.nicepim.workload;

import java.util.List;

/**
 * One layer of a workload.
 *
 * <p>Several inputs are concatenated along channels, except for {@link LayerType#ELEMENTWISE}, whose inputs have equal
 * shapes, and for attention products, whose first input is the ifmap and whose second is the weight.
 *
 * @param name unique in its workload
 * @param type what it computes
 * @param dims loop extents
 * @param window how outputs look at the stored input
 * @param inputs names of producing layers or workload inputs; empty for {@link LayerType#EMBEDDING}
 * @param extraParameters learned parameters besides the weight tensor: biases, normalisation scales and shifts, tables
 * @param opsPerPoint operations per loop point; 1 except for {@link LayerType#REDUCTION}
 */
public record Layer(
        String name,
        LayerType type,
        LayerDims dims,
        Window window,
        List<String> inputs,
        long extraParameters,
        int opsPerPoint) {
    /** Checks the fields against each other. */
    public Layer {
        inputs = List.copyOf(inputs);
        if (name.isBlank()) {
            throw new IllegalArgumentException("a layer needs a name");
        }
        if (extraParameters < 0 || opsPerPoint < 1) {
            throw new IllegalArgumentException(name + ": extra parameters ≥ 0 and operations per point ≥ 1 are needed");
        }
        if (inputs.isEmpty() != (type == LayerType.EMBEDDING)) {
            throw new IllegalArgumentException(name + ": a layer has inputs, unless it is an embedding");
        }
        if (type.isAttention() && inputs.size() != 2) {
            throw new IllegalArgumentException(name + ": an attention product has two inputs");
        }
        if (type.isAttention() && (dims.n() != 1 || dims.q() != 1 || dims.r() != 1 || dims.s() != 1)) {
            throw new IllegalArgumentException(
                    name + ": an attention product has batch × heads on G and positions on P, with N = Q = R = S = 1");
        }
        if (opsPerPoint != 1 && type != LayerType.REDUCTION) {
            throw new IllegalArgumentException(
                    name + ": only a REDUCTION states its operations per point, not " + opsPerPoint + " for " + type);
        }
        boolean channelsOnG = !type.hasMacs();
        if (channelsOnG && (dims.k() != 1 || dims.c() != 1)) {
            throw new IllegalArgumentException(name + ": " + type + " has its channels on G, with K = C = 1");
        }
    }

    /** Multiply-accumulates; 0 for layers that only compare, add or look up. */
    public long macs() {
        return type.hasMacs() ? dims.points() : 0;
    }

    /** Operations of layers without MACs, one per loop point, input and stated operation. */
    public long vectorOps() {
        if (type.hasMacs() || type == LayerType.EMBEDDING) {
            return 0;
        }
        int perPoint = type == LayerType.ELEMENTWISE ? inputs.size() : opsPerPoint;
        return dims.points() * perPoint;
    }

    /** Words of the weight tensor, stored or not; 0 if the layer has none. */
    public long weightWords() {
        return type.hasMacs() ? (long) dims.g() * dims.k() * dims.c() * dims.r() * dims.s() : 0;
    }

    /** Learned parameters, as papers count them. */
    public long parameters() {
        return (type.hasStoredWeights() ? weightWords() : 0) + extraParameters;
    }

    /** Shape of the (concatenated) input. */
    public FeatureMap ifmap() {
        return new FeatureMap(dims.n(), Math.multiplyExact(dims.g(), dims.c()), window.ifmapRows(), window.ifmapCols());
    }

    /** Shape of the output. */
    public FeatureMap ofmap() {
        return new FeatureMap(dims.n(), Math.multiplyExact(dims.g(), dims.k()), dims.p(), dims.q());
    }

    /**
     * How many feature maps of the ifmap's shape are read: one per input of an element-wise layer, else one; an embedding
     * reads as many table words as it writes.
     */
    public int ifmapCount() {
        return type == LayerType.ELEMENTWISE ? inputs.size() : 1;
    }
}
