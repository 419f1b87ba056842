package org.nicepim.workload.onnx.zoo;

import static org.nicepim.testkit.OnnxBuilder.floats;
import static org.nicepim.testkit.OnnxBuilder.real;
import static org.nicepim.testkit.OnnxBuilder.tensor;

import java.util.List;

/** ReLU6 in the two forms of Clip. */
final class Clips {
    private Clips() {}

    /** Bounds as attributes before opset 11, as outputs of Constant nodes from then on. */
    static String relu6(Net net, int opset, String name, String x) {
        if (opset < 11) {
            return net.op("Clip", name + ".clip", x, real("min", 0), real("max", 6));
        }
        String min = bound(net, name + ".min", 0);
        String max = bound(net, name + ".max", 6);
        return net.known(net.onnx().node("Clip", name + ".clip", List.of(x, min, max)), net.channels(x));
    }

    private static String bound(Net net, String name, double value) {
        return net.onnx()
                .node(
                        "Constant",
                        name,
                        List.of(),
                        tensor("value", floats(value).clearDims().build()));
    }
}
