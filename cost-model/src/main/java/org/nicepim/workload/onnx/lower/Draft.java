package org.nicepim.workload.onnx.lower;

import org.nicepim.workload.Layer;
import org.nicepim.workload.LayerType;

/** A layer to which parameters may still be added: biases and normalisations that follow it, tables that nobody else owns. */
final class Draft {
    private final Layer layer;
    private long parameters;

    Draft(Layer layer) {
        this.layer = layer;
    }

    /** The layer without what was added. */
    Layer layer() {
        return layer;
    }

    String name() {
        return layer.name();
    }

    /** Learned values besides the weights. */
    void addParameters(long count) {
        parameters = Math.addExact(parameters, count);
    }

    /** True if scale and shift of the result cost nothing: layers with MACs, and normalisations that end so anyway. */
    boolean absorbs() {
        return layer.type().hasMacs() || layer.type() == LayerType.REDUCTION;
    }

    /** The layer as the workload has it. */
    Layer finished() {
        return new Layer(
                layer.name(),
                layer.type(),
                layer.dims(),
                layer.window(),
                layer.inputs(),
                Math.addExact(layer.extraParameters(), parameters),
                layer.opsPerPoint(),
                layer.weightBits());
    }
}
