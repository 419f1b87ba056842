package org.nicepim.workload.onnx.zoo;

import static org.nicepim.testkit.OnnxBuilder.integer;
import static org.nicepim.testkit.OnnxBuilder.real;

import java.util.List;
import org.nicepim.testkit.OnnxBuilder;
import org.nicepim.workload.onnx.zoo.Net.Weights;

/**
 * Networks as Caffe2's exporter wrote them for ONNX's own zoo: opsets 7 to 9, weights listed as graph inputs, LRN, Dropout with
 * its mask, rounded-up pooling as pads behind, Reshape with a stored shape, Gemm with a transposed weight, Softmax.
 */
final class CaffeNets {
    private static final Filter POOL = Filter.square(3).stride(2);
    private static final Filter POOL_UP = POOL.pads(0, 0, 1, 1);

    private final Net net;

    private CaffeNets(String name, int opset) {
        this.net = new Net(name, opset, Weights.LISTED_AS_INPUTS);
    }

    /** The grouped AlexNet, as {@code bvlcalexnet}, at 227×227. */
    static OnnxBuilder alexNet(int batch) {
        CaffeNets file = new CaffeNets("AlexNet", 7);
        String x = file.net.image("data_0", batch, 3, 227);
        x = file.conv("conv1", x, 96, Filter.square(11).stride(4));
        x = file.net.pool("MaxPool", "pool1", file.lrn("norm1", x), POOL);
        x = file.conv("conv2", x, 256, Filter.centred(5).groups(2));
        x = file.net.pool("MaxPool", "pool2", file.lrn("norm2", x), POOL);
        x = file.conv("conv3", x, 384, Filter.centred(3));
        x = file.conv("conv4", x, 384, Filter.centred(3).groups(2));
        x = file.conv("conv5", x, 256, Filter.centred(3).groups(2));
        return file.classifier(file.net.pool("MaxPool", "pool5", x, POOL), batch, 256 * 6 * 6);
    }

    /** ZFNet, as {@code zfnet512} with the paper's widths. */
    static OnnxBuilder zfNet(int batch) {
        CaffeNets file = new CaffeNets("zfnet", 8);
        String x = file.net.image("gpu_0/data_0", batch, 3, 224);
        x = file.conv("conv1", x, 96, Filter.square(7).stride(2).pads(1, 1, 1, 1));
        x = file.lrn("norm1", file.net.pool("MaxPool", "pool1", x, POOL_UP));
        x = file.conv("conv2", x, 256, Filter.square(5).stride(2));
        x = file.lrn("norm2", file.net.pool("MaxPool", "pool2", x, POOL_UP));
        x = file.conv("conv3", x, 384, Filter.centred(3));
        x = file.conv("conv4", x, 384, Filter.centred(3));
        x = file.conv("conv5", x, 256, Filter.centred(3));
        return file.classifier(file.net.pool("MaxPool", "pool5", x, POOL), batch, 256 * 6 * 6);
    }

    /** The original GoogLeNet, as {@code inception-v1}. */
    static OnnxBuilder googLeNet(int batch) {
        CaffeNets file = new CaffeNets("inception-v1", 9);
        String x = file.conv(
                "conv1/7x7_s2",
                file.net.image("data_0", batch, 3, 224),
                64,
                Filter.centred(7).stride(2));
        x = file.lrn("pool1/norm1", file.net.pool("MaxPool", "pool1/3x3_s2", x, POOL_UP));
        x = file.conv("conv2/3x3_reduce", x, 64, Filter.square(1));
        x = file.lrn("conv2/norm2", file.conv("conv2/3x3", x, 192, Filter.centred(3)));
        x = file.net.pool("MaxPool", "pool2/3x3_s2", x, POOL_UP);
        x = file.inception("3a", x, 64, 96, 128, 16, 32, 32);
        x = file.inception("3b", x, 128, 128, 192, 32, 96, 64);
        x = file.net.pool("MaxPool", "pool3/3x3_s2", x, POOL_UP);
        x = file.inception("4a", x, 192, 96, 208, 16, 48, 64);
        x = file.inception("4b", x, 160, 112, 224, 24, 64, 64);
        x = file.inception("4c", x, 128, 128, 256, 24, 64, 64);
        x = file.inception("4d", x, 112, 144, 288, 32, 64, 64);
        x = file.inception("4e", x, 256, 160, 320, 32, 128, 128);
        x = file.net.pool("MaxPool", "pool4/3x3_s2", x, POOL_UP);
        x = file.inception("5a", x, 256, 160, 320, 32, 128, 128);
        x = file.inception("5b", x, 384, 192, 384, 48, 128, 128);
        x = file.dropout("pool5/drop", file.net.pool("AveragePool", "pool5/7x7_s1", x, Filter.square(7)));
        return file.ended(file.fullyConnected("loss3/classifier", file.flat("flat", x, batch, 1024), 1024, 1000));
    }

    /** Channels in the columns of the paper's table 1. */
    private String inception(
            String module, String x, int one, int threeReduce, int three, int fiveReduce, int five, int pool) {
        String name = "inception_" + module + "/";
        String a = conv(name + "1x1", x, one, Filter.square(1));
        String b = conv(name + "3x3_reduce", x, threeReduce, Filter.square(1));
        b = conv(name + "3x3", b, three, Filter.centred(3));
        String c = conv(name + "5x5_reduce", x, fiveReduce, Filter.square(1));
        c = conv(name + "5x5", c, five, Filter.centred(5));
        String d = net.pool("MaxPool", name + "pool", x, Filter.centred(3));
        d = conv(name + "pool_proj", d, pool, Filter.square(1));
        return net.concat(name + "output", List.of(a, b, c, d));
    }

    private String conv(String name, String x, int outputs, Filter filter) {
        return net.relu(name + "/relu", net.biasedConv(name, x, outputs, filter));
    }

    private String lrn(String name, String x) {
        return net.op("LRN", name, x, integer("size", 5), real("alpha", 1e-4), real("beta", 0.75), real("bias", 1));
    }

    private OnnxBuilder classifier(String pool, int batch, int features) {
        String x = flat("flat", pool, batch, features);
        x = dropout("drop6", net.relu("relu6", fullyConnected("fc6", x, features, 4096)));
        x = dropout("drop7", net.relu("relu7", fullyConnected("fc7", x, 4096, 4096)));
        return ended(fullyConnected("fc8", x, 4096, 1000));
    }

    private String flat(String name, String x, int batch, int features) {
        String shape = net.onnx().constant(name + "/shape", batch, features);
        return net.known(net.onnx().node("Reshape", name, List.of(x, shape)), features);
    }

    private String fullyConnected(String name, String x, int inputs, int outputs) {
        return net.gemm(name, x, inputs, outputs);
    }

    private String dropout(String name, String x) {
        String kept = net.onnx()
                .nodes("Dropout", name, List.of(x), 2, real("ratio", 0.5))
                .get(0);
        return net.known(kept, net.channels(x));
    }

    private OnnxBuilder ended(String logits) {
        return net.output(net.op("Softmax", "prob", logits, integer("axis", 1)));
    }
}
