package org.nicepim.scheduler.milp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nicepim.scheduler.milp.MilpResult.Broken;
import org.nicepim.scheduler.milp.OrToolsSolver.Backend;

class NativeLibraryTest {
    private static final MilpModel MODEL = BinaryPrograms.selection(new SplittableRandom(91), 2, 2, 2);

    /** A planted library that cannot be loaded: asked for once, said in one line. */
    @Test
    void aLibraryThatCannotBeLoadedIsOneLineAndNoSolver() {
        int[] tries = {0};
        NativeLibrary missing = new NativeLibrary(() -> {
            tries[0]++;
            throw new UnsatisfiedLinkError("planted");
        });
        List<String> lines = LogLines.of(NativeLibrary.class, () -> {
            for (Backend backend : Backend.values()) {
                OrToolsSolver solver = new OrToolsSolver(backend, missing);
                assertThat(solver.available()).isFalse();
                assertThat(solver.solve(MODEL, new MilpLimits(1, 1))).isInstanceOf(Broken.class);
            }
        });
        assertThat(tries[0]).isEqualTo(1);
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0))
                .contains("native library cannot be loaded")
                .contains("scheduled by heuristics")
                .contains("Maybe");
        assertThat(lines.get(0).lines()).hasSize(1);
    }

    @Test
    void theRealOneIsLoaded() {
        assertThat(NativeLibrary.OR_TOOLS.isLoaded()).isTrue();
    }
}
