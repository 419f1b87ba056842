package org.nicepim.workload.onnx.infer;

import java.util.Arrays;
import org.nicepim.workload.onnx.graph.ElementType;

/** Element type and dims of one output, as a shape rule finds them; not checked yet. */
final class OutputType {
    private final ElementType type;
    private final long[] dims;

    private OutputType(ElementType type, long[] dims) {
        this.type = type;
        this.dims = dims;
    }

    static OutputType of(ElementType type, long... dims) {
        return new OutputType(type, dims.clone());
    }

    ElementType type() {
        return type;
    }

    long[] dims() {
        return dims.clone();
    }

    @Override
    public String toString() {
        return type + Arrays.toString(dims);
    }
}
