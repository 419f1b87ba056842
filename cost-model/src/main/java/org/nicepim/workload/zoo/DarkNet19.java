package org.nicepim.workload.zoo;

import org.nicepim.workload.Affine;
import org.nicepim.workload.Kernel;
import org.nicepim.workload.Tensor;
import org.nicepim.workload.WorkloadBuilder;

/** DarkNet-19 at 224×224: Redmon, Farhadi, "YOLO9000: Better, Faster, Stronger", CVPR 2017, table 6. */
final class DarkNet19 {
    /** Convolutions per stage; 3×3 and 1×1 alternate, the 1×1 with half the channels. */
    private static final int[] DEPTH = {1, 1, 3, 3, 5, 5};

    private DarkNet19() {}

    static void layers(WorkloadBuilder net) {
        Tensor x = net.input("image", 3, 224, 224);
        for (int stage = 1; stage <= DEPTH.length; stage++) {
            int width = 16 << stage;
            for (int i = 1; i <= DEPTH[stage - 1]; i++) {
                String name = "conv" + stage + "_" + i;
                boolean wide = i % 2 == 1;
                Kernel kernel = wide ? Kernel.square(3).pad(1) : Kernel.square(1);
                x = net.conv(name, x, wide ? width : width / 2, kernel, Affine.BATCH_NORM);
            }
            if (stage < DEPTH.length) {
                x = net.pool("pool" + stage, x, Kernel.square(2).stride(2));
            }
        }
        net.globalPool("pool6", net.conv("classifier", x, 1000, Kernel.square(1), Affine.BIAS));
    }
}
