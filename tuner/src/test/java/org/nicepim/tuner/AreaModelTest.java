package org.nicepim.tuner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.nicepim.hardware.DesignPoint;
import org.nicepim.tuner.space.Encoding;
import org.nicepim.tuner.space.Grid;

class AreaModelTest {
    private final Grid grid = new Grid(Surfaces.accelerator());

    private AreaModel model(AreaOracle oracle, int samples) {
        return new AreaModel(grid, new Encoding(grid), oracle, new TunerOptions(1, 2, samples, 0.5, 1, 2));
    }

    @Test
    void separatesDesignsThatMeetTheLimitFromThoseThatDoNot() {
        AreaModel area = model(Surfaces.areaOracle(), 300);
        long right = LongStream.range(0, 4000)
                .map(i -> i * 49)
                .filter(i -> area.admits(i) == Surfaces.areaOracle().meetsLimit(grid.point(i)))
                .count();
        assertThat(right).isGreaterThan(3600);
    }

    @Test
    void whatIsToldOverrulesTheOracle() {
        AreaModel area = model(AreaOracle.unlimited(), 20);
        assertThat(area.probability(0)).isGreaterThan(0.9);
        LongStream.range(0, 200).map(i -> i * 900).forEach(i -> area.learn(i, exceedsFromFourRows(i)));
        area.refresh();
        assertThat(LongStream.range(0, 200).map(i -> i * 987).filter(i -> area.admits(i) == inTwoRows(i)))
                .hasSizeGreaterThan(180);
    }

    @Test
    void theSampleGrowsWhereFewDesignsMeetTheLimit() {
        int[] labelled = {0};
        AreaOracle rare = point -> {
            labelled[0]++;
            return rare(point);
        };
        AreaModel area = model(rare, 50);
        assertThat(labelled[0]).isBetween(51, 400);
        assertThat(LongStream.range(0, grid.size())
                        .filter(i -> i % 41 == 0 && rare(grid.point(i)))
                        .mapToDouble(area::probability)
                        .average()
                        .orElseThrow())
                .isGreaterThan(0.5);
    }

    private static boolean rare(DesignPoint point) {
        return point.values().get(0) == 2 && point.values().get(1) == 2;
    }

    private Outcome exceedsFromFourRows(long index) {
        return inTwoRows(index) ? new Outcome.Measured(1) : new Outcome.AreaExceeded();
    }

    private boolean inTwoRows(long index) {
        return grid.point(index).values().get(0) == 2;
    }
}
