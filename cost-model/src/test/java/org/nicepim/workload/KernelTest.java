package org.nicepim.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Do the closed forms of output sizes agree with laying windows one by one? */
class KernelTest {
    @Test
    void outputsAreTheWindowsThatFit() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 4000; i++) {
            KernelAxis axis = new KernelAxis(
                    random.nextInt(1, 6),
                    random.nextInt(1, 5),
                    random.nextInt(0, 4),
                    random.nextInt(0, 4),
                    random.nextInt(1, 4));
            int in = random.nextInt(axis.span(), axis.span() + 20);
            assertThat(axis.outputs(in)).as("%s over %d", axis, in).isEqualTo(laid(axis, in));
            // PyTorch refuses to pool with more padding than half a window; with more, one dropped window is not
            // enough.
            KernelAxis pool = new KernelAxis(
                    axis.size(),
                    axis.stride(),
                    Math.min(axis.padBefore(), axis.size() / 2),
                    Math.min(axis.padAfter(), axis.size() / 2),
                    axis.dilation());
            assertThat(pool.outputsRoundedUp(in)).as("%s over %d", pool, in).isEqualTo(laidOverhanging(pool, in));
        }
    }

    private static int laid(KernelAxis axis, int in) {
        int windows = 0;
        while (windows * axis.stride() + axis.span() <= axis.padBefore() + in + axis.padAfter()) {
            windows++;
        }
        return windows;
    }

    /** Caffe and PyTorch: go on until everything is covered, but start no window behind input and front padding. */
    private static int laidOverhanging(KernelAxis axis, int in) {
        int windows = laid(axis, in);
        boolean covered = (windows - 1) * axis.stride() + axis.span() >= axis.padBefore() + in + axis.padAfter();
        windows += covered ? 0 : 1;
        while ((windows - 1) * axis.stride() >= in + axis.padBefore()) {
            windows--;
        }
        return windows;
    }

    @Test
    void ceilModeHalvesGoogLeNetsMaps() {
        Kernel pool = Kernel.square(3).stride(2);
        assertThat(pool.outputRows(112)).isEqualTo(55);
        assertThat(pool.ceil().outputRows(112)).isEqualTo(56);
        assertThat(pool.ceil().outputCols(14)).isEqualTo(7);
        assertThat(pool.ceil().outputCols(55)).isEqualTo(27);
    }

    @Test
    void samePaddingPutsTheOddZeroBehind() {
        FeatureMap image = new FeatureMap(1, 3, 224, 113);
        Kernel kernel = Kernel.square(3).stride(2).same(image);
        assertThat(kernel.outputRows(224)).isEqualTo(112);
        assertThat(kernel.outputCols(113)).isEqualTo(57);
        assertThat(kernel.rows()).isEqualTo(new KernelAxis(3, 2, 0, 1, 1));
        assertThat(kernel.cols()).isEqualTo(new KernelAxis(3, 2, 1, 1, 1));
        assertThat(Kernel.square(1).stride(2).same(image).rows()).isEqualTo(new KernelAxis(1, 2, 0, 0, 1));
    }

    @Test
    void withersKeepTheRest() {
        Kernel kernel = Kernel.of(5, 3).ceil().stride(2).pad(1, 2, 3, 4).dilation(2);
        assertThat(kernel).isEqualTo(new Kernel(new KernelAxis(5, 2, 1, 3, 2), new KernelAxis(3, 2, 2, 4, 2), true));
        assertThat(kernel.over(new FeatureMap(1, 8, 20, 30))).isEqualTo(new Window(20, 30, 2, 2, 1, 2, 2, 2));
    }

    @Test
    void refusesWindowsLargerThanTheInput() {
        assertThatThrownBy(() -> Kernel.square(7).pad(1).outputRows(4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a window over 7 elements is larger than the input of 4 with padding 1+1");
        assertThatThrownBy(() -> Kernel.square(0)).hasMessageContaining("size=0");
        assertThatThrownBy(() -> Kernel.square(1).pad(-1)).hasMessageContaining("before=-1");
    }
}
