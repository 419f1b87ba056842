package org.nicepim.workload;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Builds a workload layer by layer; shapes are inferred, and each method returns the tensor that the layer writes.
 *
 * <pre>{@code
 * WorkloadBuilder net = new WorkloadBuilder("tiny", batch);
 * Tensor image = net.input("image", 3, 32, 32);
 * Tensor a = net.conv("a", image, 16, Kernel.square(3).pad(1), Affine.BATCH_NORM);
 * Tensor b = net.conv("b", a, 16, Kernel.square(3).pad(1), Affine.BATCH_NORM);
 * net.fullyConnected("classifier", net.globalPool("pool", net.add("sum", a, b)), 10, Affine.BIAS);
 * return net.build();
 * }</pre>
 *
 * <p>Sequences are feature maps with one column: positions are rows, the hidden vector lies on the channels. Every
 * mistake is an {@link IllegalArgumentException} that names the layer.
 */
public final class WorkloadBuilder {
    /** Softmax per element: compare for the maximum, subtract it, exponentiate, add up, divide. */
    private static final int SOFTMAX_OPS = 5;

    /**
     * Layer norm per element: add up for the mean, subtract it, square, add up for the variance, multiply by the inverse
     * deviation, scale, shift.
     */
    private static final int LAYER_NORM_OPS = 7;

    private final String name;
    private final int batch;
    private final Map<String, FeatureMap> inputs = new LinkedHashMap<>();
    private final Map<String, FeatureMap> known = new HashMap<>();
    private final List<Layer> layers = new ArrayList<>();
    private final List<String> outputs = new ArrayList<>();
    private Optional<Integer> weightBits = Optional.empty();
    private Optional<Generation> generation = Optional.empty();

    /**
     * An empty workload.
     *
     * @param name short name, such as {@code resnet50}
     * @param batch inputs that are computed together
     */
    public WorkloadBuilder(String name, int batch) {
        if (batch < 1) {
            throw new IllegalArgumentException(name + ": the batch must be at least 1, not " + batch);
        }
        this.name = name;
        this.batch = batch;
    }

    /** Inputs that are computed together. */
    public int batch() {
        return batch;
    }

    /** A workload input of the builder's batch, such as an image. */
    public Tensor input(String inputName, int channels, int rows, int cols) {
        return input(inputName, new FeatureMap(batch, channels, rows, cols));
    }

    /** A workload input of any shape. */
    public Tensor input(String inputName, FeatureMap shape) {
        claim(inputName, shape);
        inputs.put(inputName, shape);
        return Tensor.of(inputName, shape);
    }

    /**
     * Keys or values of earlier tokens, one row per token: they lie in DRAM before the workload starts, and stay.
     *
     * @param channels words per token over all heads
     * @param tokens tokens per sequence
     */
    public Tensor cache(String inputName, int channels, int tokens) {
        Tensor cache = input(inputName, channels, tokens, 1);
        outputs.add(inputName);
        return cache;
    }

    /** Says that a tensor stays in DRAM after its last reader has run, such as keys and values of new tokens. */
    public void keep(Tensor tensor) {
        outputs.addAll(tensor.producers());
    }

    /** Says what one run means for a language model. */
    public void generates(Generation run) {
        generation = Optional.of(run);
    }

    /**
     * Quantises the stored weights of the convolutions and matrix products that follow.
     *
     * @param bits of a weight in DRAM; empty for the hardware's word
     */
    public void weightBits(Optional<Integer> bits) {
        weightBits = bits;
    }

    /** A convolution in which every output channel sees every input channel. */
    public Tensor conv(String layer, Tensor input, int outputs, Kernel kernel, Affine affine) {
        return groupedConv(layer, input, outputs, 1, kernel, affine);
    }

    /** A convolution with one filter per channel. */
    public Tensor depthwise(String layer, Tensor input, Kernel kernel, Affine affine) {
        int channels = input.shape().channels();
        return groupedConv(layer, input, channels, channels, kernel, affine);
    }

    /**
     * A convolution that normalises and activates its input while reading it, as pre-activation networks do: a scale and
     * shift per <em>input</em> channel count as parameters, besides what follows the convolution.
     */
    public Tensor preNormConv(String layer, Tensor input, int outputs, Kernel kernel, Affine affine) {
        long parameters = Affine.BATCH_NORM.parameters(input.shape().channels()) + affine.parameters(outputs);
        return convolution(layer, input, outputs, 1, kernel, parameters);
    }

    /**
     * A convolution whose channels fall into groups that do not see each other.
     *
     * @param outputs output channels over all groups
     * @param groups a divisor of both channel counts
     */
    public Tensor groupedConv(String layer, Tensor input, int outputs, int groups, Kernel kernel, Affine affine) {
        return convolution(layer, input, outputs, groups, kernel, affine.parameters(outputs));
    }

    private Tensor convolution(
            String layer, Tensor input, int outputs, int groups, Kernel kernel, long extraParameters) {
        int channels = input.shape().channels();
        if (groups < 1 || channels % groups != 0 || outputs % groups != 0) {
            throw error(
                    layer, groups + " groups must divide " + channels + " input and " + outputs + " output channels");
        }
        LayerDims still = new LayerDims(input.shape().n(), groups, outputs / groups, channels / groups, 1, 1, 1, 1);
        LayerDims dims = windowed(layer, input, kernel, still);
        return append(layer, LayerType.CONVOLUTION, dims, kernel.over(input.shape()), input, extraParameters);
    }

    /** A product of the flattened input with a weight matrix, one per sample. */
    public Tensor fullyConnected(String layer, Tensor input, int outputs, Affine affine) {
        FeatureMap shape = input.shape();
        int flat = Math.toIntExact(shape.words() / shape.n());
        return append(
                layer,
                LayerType.MATRIX_PRODUCT,
                new LayerDims(shape.n(), 1, outputs, flat, 1, 1, 1, 1),
                Window.identity(1, 1),
                named(layer, () -> input.reshape(new FeatureMap(shape.n(), flat, 1, 1))),
                affine.parameters(outputs));
    }

    /** A product of every position of a sequence with the same weight matrix. */
    public Tensor sequenceProduct(String layer, Tensor sequence, int outputs, Affine affine) {
        return positionsProduct(layer, sequence, sequence.shape().rows(), outputs, affine);
    }

    /** A product of a sequence's first position with a weight matrix, as BERT's pooler; the rest is not read. */
    public Tensor firstPositionProduct(String layer, Tensor sequence, int outputs, Affine affine) {
        return positionsProduct(layer, sequence, 1, outputs, affine);
    }

    private Tensor positionsProduct(String layer, Tensor sequence, int positions, int outputs, Affine affine) {
        FeatureMap shape = named(layer, sequence::sequence);
        return append(
                layer,
                LayerType.MATRIX_PRODUCT,
                new LayerDims(shape.n(), 1, outputs, shape.channels(), positions, 1, 1, 1),
                Window.identity(shape.rows(), 1),
                sequence,
                affine.parameters(outputs));
    }

    /**
     * Q·Kᵀ of each head. With several queries per key/value head, their positions stand on P one after another.
     *
     * @param queries hidden vectors of all query heads, one row per position
     * @param keys hidden vectors of all key/value heads, one row per key
     * @return one channel per head and key, with batch × key/value heads in front
     */
    public Tensor attentionScores(String layer, Tensor queries, Tensor keys, Heads heads) {
        LayerDims dims = named(layer, () -> heads.scores(queries.sequence(), keys.sequence()));
        return product(layer, LayerType.ATTENTION_SCORES, dims, queries, keys);
    }

    /**
     * softmax·V of each head, read by its consumers as one hidden vector per position.
     *
     * @param scores what {@link #attentionScores} wrote, in general after {@link #softmax}
     * @param values hidden vectors of all key/value heads, one row per key
     */
    public Tensor attentionContext(String layer, Tensor scores, Tensor values, Heads heads) {
        LayerDims dims = named(layer, () -> heads.context(scores.sequence(), values.sequence()));
        Tensor written = product(layer, LayerType.ATTENTION_CONTEXT, dims, scores, values);
        return written.reshape(heads.merged(dims, values.shape().n()));
    }

    private Tensor product(String layer, LayerType type, LayerDims dims, Tensor ifmap, Tensor weight) {
        FeatureMap ifmapShape = new FeatureMap(1, Math.multiplyExact(dims.g(), dims.c()), dims.p(), 1);
        boolean scores = type == LayerType.ATTENTION_SCORES;
        int channels = Math.multiplyExact(dims.g(), scores ? dims.c() : dims.k());
        FeatureMap weightShape = new FeatureMap(1, channels, scores ? dims.k() : dims.c(), 1);
        List<LayerInput> read = new ArrayList<>();
        read.addAll(named(layer, () -> ifmap.reshape(ifmapShape)).as(Operand.IFMAP));
        read.addAll(named(layer, () -> weight.reshape(weightShape)).as(Operand.WEIGHT));
        return append(new Layer(layer, type, dims, Window.identity(dims.p(), 1), read, 0, 1, Optional.empty()));
    }

    /** Maximum or average over a window; both cost one operation per window element. */
    public Tensor pool(String layer, Tensor input, Kernel kernel) {
        LayerDims dims = windowed(layer, input, kernel, perChannel(input.shape()));
        return append(layer, LayerType.POOLING, dims, kernel.over(input.shape()), input, 0);
    }

    /** Average over all rows and columns. */
    public Tensor globalPool(String layer, Tensor input) {
        return pool(layer, input, Kernel.of(input.shape().rows(), input.shape().cols()));
    }

    /**
     * Element by element, such as a residual addition or a gate.
     *
     * @param tensors at least one; an extent of 1 is repeated along its axis
     */
    public Tensor add(String layer, Tensor... tensors) {
        if (tensors.length == 0) {
            throw error(layer, "an element-wise layer needs an input");
        }
        FeatureMap shape = Repeats.shape(tensors);
        List<LayerInput> read = named(layer, () -> Repeats.inputs(shape, tensors));
        Window window = Window.identity(shape.rows(), shape.cols());
        return append(new Layer(layer, LayerType.ELEMENTWISE, perChannel(shape), window, read, 0, 1, Optional.empty()));
    }

    /**
     * Makes a feature map larger or smaller, by interpolation or by repeating.
     *
     * @param opsPerElement operations per output element: 1 for the nearest neighbour, 7 for bilinear interpolation
     */
    public Tensor resize(String layer, Tensor input, int rows, int cols, int opsPerElement) {
        FeatureMap from = input.shape();
        FeatureMap to = new FeatureMap(from.n(), from.channels(), rows, cols);
        List<LayerInput> read = new ArrayList<>();
        for (Tensor.Part part : input.parts()) {
            FeatureMap extents = part.place().extents();
            if (extents.rows() != from.rows() || extents.cols() != from.cols()) {
                throw error(layer, "a concatenation along rows or columns cannot be resized");
            }
            Block place = part.place().with(MapAxis.ROW, 0, rows).with(MapAxis.COL, 0, cols);
            read.add(new LayerInput(part.producer(), Operand.IFMAP, part.part(), place));
        }
        Window window = Window.identity(rows, cols);
        return append(new Layer(
                layer, LayerType.REDUCTION, perChannel(to), window, read, 0, opsPerElement, Optional.empty()));
    }

    /** Exponentials normalised to a sum of one; 5 operations per element: maximum, subtract, exp, add, divide. */
    public Tensor softmax(String layer, Tensor input) {
        return reduction(layer, input, 0, SOFTMAX_OPS);
    }

    /**
     * Layer normalisation over the channels with a learned scale and shift per channel; 7 operations per element: add for
     * the mean, subtract, square, add for the variance, multiply, scale, shift.
     */
    public Tensor layerNorm(String layer, Tensor input) {
        return reduction(
                layer, input, Affine.BATCH_NORM.parameters(input.shape().channels()), LAYER_NORM_OPS);
    }

    /**
     * Local response normalisation across {@code depth} neighbouring channels, {@code a / (k + α·Σa²)^β}; per element a
     * square, depth − 1 additions, multiply by α, add k, power, divide.
     */
    public Tensor localResponseNorm(String layer, Tensor input, int depth) {
        return reduction(layer, input, 0, depth + 4);
    }

    /**
     * A softmax, normalisation or the like that keeps the shape.
     *
     * @param extraParameters learned values, such as a scale and shift per channel
     * @param opsPerElement operations per element
     */
    public Tensor reduction(String layer, Tensor input, long extraParameters, int opsPerElement) {
        FeatureMap shape = input.shape();
        Window window = Window.identity(shape.rows(), shape.cols());
        return append(new Layer(
                layer,
                LayerType.REDUCTION,
                perChannel(shape),
                window,
                input.as(Operand.IFMAP),
                extraParameters,
                opsPerElement,
                Optional.empty()));
    }

    /**
     * A table look-up per position of a sequence.
     *
     * @param entries rows of the table: vocabulary, positions or token types
     * @param hidden words per row
     * @param positions length of the sequence
     */
    public Tensor embedding(String layer, int entries, int hidden, int positions) {
        LayerDims dims = new LayerDims(batch, hidden, 1, 1, positions, 1, 1, 1);
        Window window = Window.identity(positions, 1);
        return append(new Layer(
                layer,
                LayerType.EMBEDDING,
                dims,
                window,
                List.of(),
                Math.multiplyFull(entries, hidden),
                1,
                Optional.empty()));
    }

    /** A look-up in a table that another layer owns, such as the weights of the output projection. */
    public Tensor tiedEmbedding(String layer, int hidden, int positions) {
        return embedding(layer, 0, hidden, positions);
    }

    /** The finished workload. */
    public Workload build() {
        return new Workload(name, batch, inputs, layers, outputs, generation);
    }

    private LayerDims windowed(String layer, Tensor input, Kernel kernel, LayerDims dims) {
        int rows = named(layer, () -> kernel.outputRows(input.shape().rows()));
        int cols = named(layer, () -> kernel.outputCols(input.shape().cols()));
        int filterRows = kernel.rows().size();
        int filterCols = kernel.cols().size();
        return new LayerDims(dims.n(), dims.g(), dims.k(), dims.c(), rows, cols, filterRows, filterCols);
    }

    private static LayerDims perChannel(FeatureMap shape) {
        return new LayerDims(shape.n(), shape.channels(), 1, 1, shape.rows(), shape.cols(), 1, 1);
    }

    private Tensor append(
            String layer, LayerType type, LayerDims dims, Window window, Tensor input, long extraParameters) {
        Optional<Integer> bits = type.hasStoredWeights() ? weightBits : Optional.empty();
        return append(new Layer(layer, type, dims, window, input.as(Operand.IFMAP), extraParameters, 1, bits));
    }

    /** A layer that was made elsewhere. */
    public Tensor append(Layer layer) {
        Edges.check(layer, known);
        claim(layer.name(), layer.ofmap());
        layers.add(layer);
        return Tensor.of(layer.name(), layer.ofmap());
    }

    private void claim(String tensor, FeatureMap shape) {
        if (known.putIfAbsent(tensor, shape) != null) {
            throw error(tensor, "the name stands twice");
        }
    }

    /** Puts workload and layer before the message of a refused shape. */
    private <T> T named(String layer, Supplier<T> shape) {
        try {
            return shape.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + layer + ": " + e.getMessage(), e);
        }
    }

    private IllegalArgumentException error(String layer, String rule) {
        return new IllegalArgumentException(name + ": " + layer + ": " + rule);
    }
}
