package org.nicepim.mapper.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.nicepim.cost.HardwareModel;
import org.nicepim.mapper.MapperOptions;
import org.nicepim.mapper.MapperOptions.Style;
import org.nicepim.mapper.Objective;
import org.nicepim.mapper.mapspace.CopyChoices;
import org.nicepim.mapper.mapspace.Dataflows;
import org.nicepim.mapper.mapspace.Partitions;
import org.nicepim.mapping.Layout;
import org.nicepim.sharing.HeuristicScheduler;
import org.nicepim.testkit.Gen;
import org.nicepim.workload.Layer;
import org.nicepim.workload.Operand;

/** Does stopping at the bound lose anything? */
class LayerSearchTest {
    private static final int KEEP = 3;
    private static final double ROUNDING = 1 + 1e-9;
    /** What numbers of copies between the fewest and the most may lose by taking a loop nest found for one of these. */
    private static final double BETWEEN = 0.02;

    private static LayerSearch search(HardwareModel hardware, Objective objective, int keep, Counter counter) {
        MapperOptions options = MapperOptions.of(objective, Style.REPLICATION);
        SharingPrices sharing = new SharingPrices(hardware.config().technology().noc(), new HeuristicScheduler());
        return new LayerSearch(
                hardware,
                new LayerShares(hardware, options.style()),
                options,
                objective,
                Layout.CHW,
                sharing,
                new LayerSearch.Effort(keep, 99, 1),
                counter);
    }

    private static double value(LayerSearch.Candidate candidate, Objective objective) {
        return objective.of(
                candidate.cost().latencyCycles(), candidate.cost().energy().totalPj());
    }

    @Test
    void theBoundCutsOffNoOptimum() {
        long pruned = 0;
        long whole = 0;
        for (int seed = 0; seed < 60; seed++) {
            Gen gen = new Gen(seed);
            Layer layer = Shares.layer(gen);
            HardwareModel hardware = gen.oneOf(Shares.HARDWARE);
            Objective objective = Shares.objective(gen);
            Counter some = new Counter();
            Counter all = new Counter();
            List<Double> kept =
                    search(hardware, objective, KEEP, some).candidates(layer, 2, 2, CopyChoices.ONE).stream()
                            .map(c -> value(c, objective))
                            .toList();
            // With room for everything the bound never stops the search.
            List<Double> everything =
                    search(hardware, objective, Integer.MAX_VALUE, all)
                            .candidates(layer, 2, 2, CopyChoices.ONE)
                            .stream()
                            .map(c -> value(c, objective))
                            .toList();
            assertThat(everything)
                    .hasSize(
                            Partitions.within(layer, 2, 2, Style.NICEPIM.dims()).size());
            assertThat(kept).as("seed %d %s", seed, layer).isEqualTo(everything.subList(0, kept.size()));
            pruned += some.evaluations();
            whole += all.evaluations();
        }
        System.out.printf("evaluations with and without the bound: %d, %d%n", pruned, whole);
        assertThat(pruned).isLessThan(whole);
    }

    /** The same for weight copies: of one copy and of several, the best are kept. */
    @Test
    void noCopiesAreCutOffThatWouldBeKept() {
        for (int seed = 300; seed < 320; seed++) {
            Gen gen = new Gen(seed);
            Layer layer = Shares.layer(gen);
            HardwareModel hardware = gen.oneOf(Shares.HARDWARE);
            Objective objective = Shares.objective(gen);
            List<LayerSearch.Candidate> kept =
                    search(hardware, objective, KEEP, new Counter()).candidates(layer, 2, 2, CopyChoices.ANY);
            List<LayerSearch.Candidate> everything = search(hardware, objective, Integer.MAX_VALUE, new Counter())
                    .candidates(layer, 2, 2, CopyChoices.ANY);
            for (boolean single : new boolean[] {true, false}) {
                List<Double> best = values(everything, objective, single);
                List<Double> found = values(kept, objective, single);
                assertThat(found).as("seed %d %s", seed, single).hasSize(Math.min(KEEP, best.size()));
                for (int i = 0; i < found.size(); i++) {
                    assertThat(found.get(i))
                            .as("seed %d %s %d", seed, single, i)
                            .isBetween(best.get(i) / ROUNDING, best.get(i) * (single ? ROUNDING : 1 + BETWEEN));
                }
            }
        }
    }

    private static List<Double> values(List<LayerSearch.Candidate> candidates, Objective objective, boolean single) {
        return candidates.stream()
                .filter(candidate -> candidate.copies() == 1 == single)
                .map(candidate -> value(candidate, objective))
                .toList();
    }

    /** Where one number of copies is asked for, it has a loop nest, though it be neither the fewest nor the most. */
    @Test
    void aNumberOfCopiesBetweenIsFoundAlone() {
        int between = 0;
        for (int seed = 300; seed < 340; seed++) {
            Gen gen = new Gen(seed);
            Layer layer = Shares.layer(gen);
            HardwareModel hardware = gen.oneOf(Shares.HARDWARE);
            List<LayerSearch.Candidate> two = search(hardware, Objective.EDP, Integer.MAX_VALUE, new Counter())
                    .candidates(layer, 2, 2, CopyChoices.upTo(2));
            assertThat(two)
                    .as("seed %d %s", seed, layer)
                    .hasSize(
                            Partitions.within(layer, 2, 2, Style.NICEPIM.dims()).size());
            between += (int) two.stream()
                    .filter(way -> way.copies() == 2 && way.partition().sharers(Operand.WEIGHT) == 4)
                    .count();
        }
        assertThat(between).isPositive();
    }

    /** A share of the whole array is looked for once: on its parts it costs far fewer evaluations, and little is lost. */
    @Test
    void loopNestsOfAShareServeAllRectangles() {
        long again = 0;
        long anew = 0;
        double worst = 1;
        for (int seed = 0; seed < 40; seed++) {
            Gen gen = new Gen(seed);
            Layer layer = Shares.layer(gen);
            HardwareModel hardware = gen.oneOf(Shares.HARDWARE);
            Objective objective = Shares.objective(gen);
            Counter known = new Counter();
            LayerSearch search = search(hardware, objective, KEEP, known);
            search.candidates(layer, 2, 2, CopyChoices.ANY);
            long before = known.evaluations();
            double served = least(search.candidates(layer, 2, 1, CopyChoices.ANY), objective);
            again += known.evaluations() - before;
            Counter fresh = new Counter();
            double best =
                    least(search(hardware, objective, KEEP, fresh).candidates(layer, 2, 1, CopyChoices.ANY), objective);
            anew += fresh.evaluations();
            worst = Math.max(worst, served / best);
        }
        System.out.printf("evaluations on a part: %d, %d anew; worst %.4f%n", again, anew, worst);
        assertThat(again).isLessThan(anew);
        assertThat(worst).isLessThan(1 + BETWEEN);
    }

    private static double least(List<LayerSearch.Candidate> candidates, Objective objective) {
        return candidates.stream()
                .mapToDouble(candidate -> value(candidate, objective))
                .min()
                .orElseThrow();
    }

    /** The bound of every share holds for the best loop nest over all tile sizes, orders and dataflows. */
    @Test
    void theBoundIsBelowExhaustiveSearch() {
        for (int seed = 0; seed < 20; seed++) {
            Gen gen = new Gen(seed);
            Layer layer = Shares.layer(gen);
            HardwareModel hardware = gen.oneOf(Shares.HARDWARE);
            Objective objective = Shares.objective(gen);
            var partition = gen.oneOf(Partitions.of(layer, 2, 2, Style.NICEPIM.dims()));
            double best = Shares.exhaustive(
                    Shares.model(layer, hardware, partition),
                    partition.largestShare(layer.dims()),
                    objective,
                    Dataflows.of(layer));
            assertThat(ShareBound.of(layer, partition, hardware).value(objective))
                    .as("seed %d", seed)
                    .isLessThanOrEqualTo(best * (1 + 1e-12));
        }
    }

    /** A candidate costs what its loop nest costs under its own partition. */
    @Test
    void candidatesArePricedAsTheyRun() {
        for (int seed = 100; seed < 110; seed++) {
            Layer layer = Shares.layer(new Gen(seed));
            HardwareModel hardware = Shares.HARDWARE.get(seed % Shares.HARDWARE.size());
            for (LayerSearch.Candidate candidate :
                    search(hardware, Objective.EDP, KEEP, new Counter()).candidates(layer, 2, 2, CopyChoices.ONE)) {
                double again = Shares.model(layer, hardware, candidate.partition())
                        .cost(candidate.nest())
                        .latencyCycles();
                assertThat(candidate.cost().latencyCycles()).isCloseTo(again, Percentage.withPercentage(1e-9));
            }
        }
    }
}
