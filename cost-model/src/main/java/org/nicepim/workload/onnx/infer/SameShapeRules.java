package org.nicepim.workload.onnx.infer;

import java.util.Arrays;
import java.util.List;
import org.nicepim.workload.onnx.graph.ElementType;

/** Operators whose first output looks like their first input: activations, normalisations, quantisation. */
final class SameShapeRules {
    private SameShapeRules() {}

    static List<OutputType> same(Operation operation) {
        return operation.one(operation.shape(0));
    }

    static List<OutputType> truth(Operation operation) {
        return List.of(OutputType.of(ElementType.BOOL, operation.shape(0)));
    }

    /** The mask is the second output. */
    static List<OutputType> dropout(Operation operation) {
        return List.of(
                OutputType.of(operation.type(0), operation.shape(0)),
                OutputType.of(ElementType.BOOL, operation.shape(0)));
    }

    /** The slope broadcasts towards the ifmap only. */
    static List<OutputType> prelu(Operation operation) {
        long[] ifmap = operation.shape(0);
        if (!Arrays.equals(Broadcast.both(operation, ifmap, operation.shape(1)), ifmap)) {
            throw operation.wrong(
                    "slope " + Arrays.toString(operation.shape(1)) + " is larger than ifmap " + Arrays.toString(ifmap));
        }
        return operation.one(ifmap);
    }

    /** Statistics per channel follow, for files that were saved while training. */
    static List<OutputType> batchNormalization(Operation operation) {
        long[] ifmap = operation.shape(0);
        long channels = ifmap.length < 2 ? 1 : ifmap[1];
        OutputType statistics = OutputType.of(operation.type(0), channels);
        return List.of(OutputType.of(operation.type(0), ifmap), statistics, statistics, statistics, statistics);
    }

    /** Statistics over the axes from {@code axis} on follow. */
    static List<OutputType> layerNormalization(Operation operation) {
        long[] ifmap = operation.shape(0);
        long[] statistics = ifmap.clone();
        Arrays.fill(statistics, operation.axis(-1, ifmap.length), ifmap.length, 1);
        OutputType kept = OutputType.of(ElementType.FLOAT, statistics);
        return List.of(OutputType.of(operation.type(0), ifmap), kept, kept);
    }

    /** The sum that is normalised is the fourth output, so that it can be passed around the next block. */
    static List<OutputType> skipLayerNormalization(Operation operation) {
        List<OutputType> outputs = layerNormalization(operation);
        return List.of(outputs.get(0), outputs.get(1), outputs.get(2), outputs.get(0));
    }

    /** The type is the zero point's, else what {@code output_dtype} says, else UINT8. */
    static List<OutputType> quantize(Operation operation) {
        ElementType stated = operation.attributes().integer("output_dtype", 0) == 0
                ? ElementType.UINT8
                : MakerRules.typeAttribute(operation, "output_dtype");
        ElementType type = operation.has(2) ? operation.type(2) : stated;
        return List.of(OutputType.of(type, operation.shape(0)));
    }

    static List<OutputType> dequantize(Operation operation) {
        return List.of(OutputType.of(operation.type(1), operation.shape(0)));
    }

    /** Scale and zero point follow. */
    static List<OutputType> dynamicQuantize(Operation operation) {
        return List.of(
                OutputType.of(ElementType.UINT8, operation.shape(0)),
                OutputType.of(ElementType.FLOAT),
                OutputType.of(ElementType.UINT8));
    }
}
