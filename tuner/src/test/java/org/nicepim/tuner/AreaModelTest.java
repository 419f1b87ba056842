package org.nicepim.tuner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.nicepim.hardware.DesignPoint;
import org.nicepim.hardware.DesignSpace;
import org.nicepim.hardware.DesignSpaceReader;
import org.nicepim.hardware.DesignSpaces;
import org.nicepim.hardware.Technology;
import org.nicepim.hardware.TechnologyReader;
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

    private static AreaOracle defaultAreas() {
        Technology technology = TechnologyReader.read("default");
        DesignSpace space = DesignSpaceReader.read("default");
        return AreaOracle.atMost(technology.logic().areaLimitMm2(), point -> org.nicepim.cost.area.AreaModel.area(
                        DesignSpaces.toHardware(space, point, technology))
                .totalMm2());
    }

    /** The target: at least 97 % balanced accuracy after 300 labels, on the default space with its closed-form areas. */
    @Test
    void threeHundredLabelsOfTheDefaultSpaceAreEnough() {
        AreaReport report = AreaReport.of(DesignSpaceReader.read("default"), defaultAreas(), 1, 9);
        assertThat(report.labels()).isEqualTo(300);
        assertThat(report.balancedAccuracy()).isGreaterThan(0.97);
        assertThat(report.brier()).isLessThan(0.012);
        assertThat(report.bins().stream().mapToInt(AreaReport.Bin::designs).sum())
                .isEqualTo(report.designs());
    }

    /** A table alone teaches the classifier, and is asked of no design that it does not hold. */
    @Test
    void aTableOfAreasIsASource() {
        Map<DesignPoint, Double> areas = new HashMap<>();
        LongStream.range(0, 600)
                .map(i -> i * 329)
                .mapToObj(grid::point)
                .forEach(point -> areas.put(point, Surfaces.areaMm2(point)));
        AreaModel area = model(AreaOracle.table(Surfaces.LIMIT_MM2, areas), 300);
        long right = LongStream.range(0, 4000)
                .map(i -> i * 49)
                .filter(i -> area.admits(i) == Surfaces.areaOracle().meetsLimit(grid.point(i)))
                .count();
        assertThat(right).isGreaterThan(3600);
        area.learn(1, new Outcome.Failed("nobody knows its area"));
        area.refresh();
    }

    @Test
    void knownDesignsAreLabelledFirst() {
        List<DesignPoint> labelled = new ArrayList<>();
        AreaOracle oracle =
                point -> labelled.add(point) && Surfaces.areaOracle().meetsLimit(point);
        List<DesignPoint> known = List.of(grid.point(77), grid.point(5));
        model(oracle.knowing(known), 20);
        assertThat(labelled.subList(0, 2)).isEqualTo(known);
        assertThat(labelled).hasSizeGreaterThan(20);
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
