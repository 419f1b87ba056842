package org.nicepim.tuner.acquisition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.nicepim.hardware.DesignSpace;
import org.nicepim.hardware.Parameter;
import org.nicepim.tuner.space.Grid;

class CandidatePoolTest {
    private static Grid grid(int parameters, int levels) {
        return new Grid(new DesignSpace(IntStream.range(0, parameters)
                .mapToObj(i -> new Parameter(
                        "p" + i, IntStream.range(0, levels).boxed().toList()))
                .toList()));
    }

    @Test
    void smallGridsAreTakenWhole() {
        List<Long> pool = new CandidatePool(grid(2, 4), 16).draw(List.of(), i -> i != 5, new SplittableRandom(1));
        assertThat(pool)
                .containsExactlyElementsOf(
                        LongStream.range(0, 16).filter(i -> i != 5).boxed().toList());
    }

    @Test
    void hugeGridsGiveNeighboursOfTheBestAndDistinctAllowedPoints() {
        Grid grid = grid(13, 16);
        long best = grid.size() / 3;
        List<Long> pool = new CandidatePool(grid, 200).draw(List.of(best), i -> i % 2 == 0, new SplittableRandom(1));
        assertThat(pool).hasSize(200).doesNotHaveDuplicates().allMatch(i -> i % 2 == 0);
        assertThat(pool)
                .containsAll(
                        grid.neighbours(best).filter(i -> i % 2 == 0).boxed().toList());
    }

    @Test
    void seedsRepeatAndDiffer() {
        CandidatePool candidates = new CandidatePool(grid(5, 9), 100);
        List<Long> pool = candidates.draw(List.of(77L), i -> true, new SplittableRandom(1));
        assertThat(candidates.draw(List.of(77L), i -> true, new SplittableRandom(1)))
                .isEqualTo(pool);
        assertThat(candidates.draw(List.of(77L), i -> true, new SplittableRandom(2)))
                .isNotEqualTo(pool);
    }

    @Test
    void nothingAllowedGivesAnEmptyPool() {
        assertThat(new CandidatePool(grid(5, 9), 100).draw(List.of(77L), i -> false, new SplittableRandom(1)))
                .isEmpty();
    }
}
