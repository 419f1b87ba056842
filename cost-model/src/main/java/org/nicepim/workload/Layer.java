package org.nicepim.workload;

import java.util.List;
import java.util.Optional;

/**
 * One layer of a workload.
 *
 * <p>The inputs of an operand fill it, each with its own block; inputs of {@link LayerType#ELEMENTWISE} lie over each other.
 *
 * @param name unique in its workload
 * @param type what it computes
 * @param dims loop extents
 * @param window how outputs look at the stored input
 * @param inputs what it reads; empty for {@link LayerType#EMBEDDING}
 * @param extraParameters learned parameters besides the weight tensor: biases, normalisation scales and shifts, tables
 * @param opsPerPoint operations per loop point; 1 except for {@link LayerType#REDUCTION}
 * @param weightBits bits of a stored weight in DRAM and on the mesh, if quantised; else the hardware's word
 */
public record Layer(
        String name,
        LayerType type,
        LayerDims dims,
        Window window,
        List<LayerInput> inputs,
        long extraParameters,
        int opsPerPoint,
        Optional<Integer> weightBits) {
    private static final int MOST_POSITIONS = 1 << 30;

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
        boolean readsWeights = inputs.stream().anyMatch(input -> input.operand() == Operand.WEIGHT);
        boolean readsIfmap = inputs.stream().anyMatch(input -> input.operand() == Operand.IFMAP);
        if (type.isAttention() && !(readsWeights && readsIfmap)) {
            throw new IllegalArgumentException(name + ": an attention product reads an ifmap and a weight");
        }
        if (!type.isAttention() && readsWeights) {
            throw new IllegalArgumentException(
                    name + ": only attention products read an activation as their weight, not " + type);
        }
        if (type.isAttention() && (dims.n() != 1 || dims.q() != 1 || dims.r() != 1 || dims.s() != 1)) {
            throw new IllegalArgumentException(
                    name + ": an attention product has batch × heads on G and positions on P, with N = Q = R = S = 1");
        }
        if (opsPerPoint != 1 && type != LayerType.REDUCTION) {
            throw new IllegalArgumentException(
                    name + ": only a REDUCTION states its operations per point, not " + opsPerPoint + " for " + type);
        }
        if (weightBits.isPresent()) {
            int bits = weightBits.get();
            if (!type.hasStoredWeights() || bits < 1 || bits > 64) {
                throw new IllegalArgumentException(
                        name + ": only stored weights have bits of their own, between 1 and 64, not " + bits);
            }
        }
        Sizes.check(inputs.stream().mapToDouble(i -> i.place().words()).sum(), name + ": words of its inputs");
        checkSizes(name, dims, window, extraParameters, opsPerPoint);
        boolean channelsOnG = !type.hasMacs();
        if (channelsOnG && (dims.k() != 1 || dims.c() != 1)) {
            throw new IllegalArgumentException(name + ": " + type + " has its channels on G, with K = C = 1");
        }
    }

    /** Channels, positions and counts that every method below can add up. */
    private static void checkSizes(String name, LayerDims dims, Window window, long extraParameters, int opsPerPoint) {
        Sizes.check(extraParameters, name + ": extra parameters");
        Sizes.check((double) dims.points() * opsPerPoint, name + ": operations");
        long channels = (long) dims.g() * Math.max(dims.k(), dims.c());
        double lastRow = (dims.p() - 1.0) * window.strideRows() + (dims.r() - 1.0) * window.dilationRows();
        double lastCol = (dims.q() - 1.0) * window.strideCols() + (dims.s() - 1.0) * window.dilationCols();
        if (channels > MOST_POSITIONS || Math.max(lastRow, lastCol) > MOST_POSITIONS) {
            throw new IllegalArgumentException(name
                    + ": channels over all groups, and rows and columns under the window," + " must be at most 2^30");
        }
        Sizes.check(
                (double) dims.n() * channels * window.ifmapRows() * window.ifmapCols(), name + ": words of the ifmap");
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
        return type == LayerType.ELEMENTWISE
                ? inputs.stream().mapToLong(input -> input.place().words()).sum()
                : dims.points() * opsPerPoint;
    }

    /** Words of the weight tensor, stored or not; 0 if the layer has none. */
    public long weightWords() {
        return type.hasMacs() ? (long) dims.g() * dims.k() * dims.c() * dims.r() * dims.s() : 0;
    }

    /** The same layer with stored weights of so many bits, unless it has none or says its bits already. */
    Layer withWeightBits(int bits) {
        return type.hasStoredWeights() && weightBits.isEmpty()
                ? new Layer(name, type, dims, window, inputs, extraParameters, opsPerPoint, Optional.of(bits))
                : this;
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
     * Shape in which the second activation of an attention product is read: one row per key or value, the words of all
     * groups on the channels.
     */
    public FeatureMap weightMap() {
        boolean scores = type == LayerType.ATTENTION_SCORES;
        int channels = Math.multiplyExact(dims.g(), scores ? dims.c() : dims.k());
        return new FeatureMap(1, channels, scores ? dims.k() : dims.c(), 1);
    }

    /** Names of the tensors that it reads, each once. */
    public List<String> producers() {
        return inputs.stream().map(LayerInput::producer).distinct().toList();
    }

    /**
     * Activation words that the ifmap reads from DRAM, over the words of its shape: 1 for most layers, one per input of an
     * element-wise layer, less where an input is repeated along an axis; an embedding reads as many table words as it
     * writes.
     */
    public double ifmapReads() {
        if (inputs.isEmpty()) {
            return 1;
        }
        long words = inputs.stream()
                .filter(input -> input.operand() == Operand.IFMAP)
                .mapToLong(input -> input.part().words())
                .sum();
        return (double) words / ifmap().words();
    }
}
