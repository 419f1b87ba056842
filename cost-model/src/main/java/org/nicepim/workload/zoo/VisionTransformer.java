package org.nicepim.workload.zoo;

import java.util.List;
import org.nicepim.workload.Affine;
import org.nicepim.workload.FeatureMap;
import org.nicepim.workload.Heads;
import org.nicepim.workload.Kernel;
import org.nicepim.workload.MapAxis;
import org.nicepim.workload.Tensor;
import org.nicepim.workload.WorkloadBuilder;

/**
 * The vision transformer at 224×224 with 16×16 patches: Dosovitskiy et al., "An Image is Worth 16x16 Words: Transformers for
 * Image Recognition at Scale", ICLR 2021, table 1; classifier with one product, as fine-tuned.
 *
 * <p>A learned class token stands in front of the 14×14 patches: a table of one entry.
 */
final class VisionTransformer {
    private static final int SIZE = 224;
    private static final int PATCH = 16;
    private static final int PATCHES = (SIZE / PATCH) * (SIZE / PATCH);

    private final WorkloadBuilder net;
    private final int hidden;
    private final Attention attention;

    private VisionTransformer(WorkloadBuilder net, int hidden, Heads heads) {
        this.net = net;
        this.hidden = hidden;
        this.attention = new Attention(net, heads);
    }

    /** ViT-B/16: 12 blocks of width 768 with 12 heads. */
    static void base(WorkloadBuilder net, int blocks) {
        new VisionTransformer(net, 768, Heads.multi(12)).layers(blocks);
    }

    private void layers(int blocks) {
        PreNormBlock block = new PreNormBlock(net, hidden, this::context);
        Tensor x = embeddings(net.input("image", 3, SIZE, SIZE));
        for (int i = 0; i < blocks; i++) {
            x = block.append("block" + i, x);
        }
        net.firstPositionProduct("head", net.layerNorm("norm", x), 1000, Affine.BIAS);
    }

    private Tensor embeddings(Tensor image) {
        Tensor grid =
                net.conv("embedding_patch", image, hidden, Kernel.square(PATCH).stride(PATCH), Affine.BIAS);
        Tensor patches = grid.reshape(new FeatureMap(net.batch(), hidden, PATCHES, 1));
        Tensor token = net.embedding("embedding_class", 1, hidden, 1);
        return net.add(
                "embedding_add",
                Tensor.concat(MapAxis.ROW, List.of(token, patches)),
                net.embedding("embedding_position", PATCHES + 1, hidden, PATCHES + 1));
    }

    private Tensor context(String name, Tensor queriesKeysValues) {
        return attention.context(
                name,
                queriesKeysValues.slice(MapAxis.CHANNEL, 0, hidden),
                queriesKeysValues.slice(MapAxis.CHANNEL, hidden, hidden),
                queriesKeysValues.slice(MapAxis.CHANNEL, 2 * hidden, hidden));
    }
}
