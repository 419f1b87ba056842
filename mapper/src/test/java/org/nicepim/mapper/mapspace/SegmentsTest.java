package org.nicepim.mapper.mapspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nicepim.mapping.Region;
import org.nicepim.testkit.Gen;
import org.nicepim.workload.Workload;
import org.nicepim.workload.zoo.Zoo;

class SegmentsTest {
    static List<String> networks() {
        return Zoo.names();
    }

    /** Short notation: names, in brackets what may run side by side. */
    private static String text(Segment segment) {
        return segment.fold(new Segment.Cases<String>() {
            @Override
            public String single(Segment.Single single) {
                return single.layer().name();
            }

            @Override
            public String series(List<Segment> parts) {
                return String.join(" ", parts.stream().map(p -> p.fold(this)).toList());
            }

            @Override
            public String branches(List<Segment> branches) {
                return "["
                        + String.join(
                                " | ", branches.stream().map(p -> p.fold(this)).toList()) + "]";
            }
        });
    }

    /** Branches need nothing of each other, and every layer is there once. */
    private static void check(Segment segment) {
        segment.fold(new Segment.Cases<Void>() {
            @Override
            public Void single(Segment.Single single) {
                return null;
            }

            @Override
            public Void series(List<Segment> parts) {
                int last = -1;
                for (Segment part : parts) {
                    for (Segment.Single single : part.layers()) {
                        assertThat(single.place()).isGreaterThan(last);
                    }
                    last = part.layers().get(part.layers().size() - 1).place();
                    part.fold(this);
                }
                return null;
            }

            @Override
            public Void branches(List<Segment> branches) {
                assertThat(branches).hasSizeGreaterThan(1);
                for (Segment branch : branches) {
                    Set<String> others = new HashSet<>();
                    for (Segment other : branches) {
                        if (other != branch) {
                            other.layers()
                                    .forEach(single -> others.add(single.layer().name()));
                        }
                    }
                    for (Segment.Single single : branch.layers()) {
                        assertThat(single.layer().producers()).doesNotContainAnyElementsOf(others);
                    }
                    branch.fold(this);
                }
                return null;
            }
        });
    }

    @ParameterizedTest
    @MethodSource("networks")
    void everyNetworkIsTakenApart(String network) {
        Workload workload = Zoo.create(network, 1);
        Segment segment = Segments.of(workload);
        check(segment);
        assertThat(segment.layers().stream().map(Segment.Single::layer).toList())
                .isEqualTo(workload.layers());
        System.out.println(network + ": " + text(segment));
    }

    @Test
    void slicesCoverTheRegionWithoutOverlap() {
        for (int seed = 0; seed < 300; seed++) {
            Gen gen = new Gen(seed);
            Region region = new Region(gen.between(0, 2), gen.between(0, 2), gen.between(1, 8), gen.between(1, 8));
            double[] work = IntStream.range(0, gen.between(1, 4))
                    .mapToDouble(i -> gen.between(0, 9))
                    .toArray();
            List<Slices.Slicing> ways = Slices.best(region, work, 4);
            assertThat(ways.isEmpty()).isEqualTo(region.nodes() < work.length && work.length > 1);
            for (Slices.Slicing way : ways) {
                List<Region> regions = new ArrayList<>(way.regions());
                assertThat(regions).hasSize(work.length);
                assertThat(regions.stream().mapToInt(Region::nodes).sum()).isEqualTo(region.nodes());
                for (int i = 0; i < regions.size(); i++) {
                    for (int j = 0; j < i; j++) {
                        assertThat(regions.get(i).overlaps(regions.get(j))).isFalse();
                    }
                }
            }
        }
    }
}
