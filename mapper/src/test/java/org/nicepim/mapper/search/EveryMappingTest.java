package org.nicepim.mapper.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.nicepim.config.YamlNode;
import org.nicepim.cost.HardwareModel;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.hardware.Technology;
import org.nicepim.hardware.TechnologyReader;
import org.nicepim.mapper.Mapper;
import org.nicepim.mapper.MapperOptions;
import org.nicepim.mapper.MapperResult;
import org.nicepim.mapper.Objective;
import org.nicepim.sharing.HeuristicScheduler;
import org.nicepim.testkit.Gen;
import org.nicepim.workload.Affine;
import org.nicepim.workload.Kernel;
import org.nicepim.workload.Tensor;
import org.nicepim.workload.Workload;
import org.nicepim.workload.WorkloadBuilder;

/** How far from the best of all mappings is the one that the mapper finds? */
class EveryMappingTest {
    /** A network takes a second to some ten; {@code -DeveryMapping.cases=60} was run by hand: mean 0.28 %, most 4.9 %. */
    private static final int CASES = Integer.getInteger("everyMapping.cases", 6);

    /** Two to four layers in a row, some with a skip. */
    private static Workload small(Gen gen) {
        WorkloadBuilder net = new WorkloadBuilder("small", gen.between(1, 2));
        int size = gen.between(3, 6);
        Tensor image = net.input("image", gen.between(2, 6), size, size);
        Tensor at = net.conv("first", image, 2 * gen.between(1, 4), kernel(gen), Affine.NONE);
        Tensor first = at;
        at = gen.chance(0.3)
                ? net.depthwise("second", at, Kernel.square(3).pad(1), Affine.NONE)
                : net.conv("second", at, 2 * gen.between(1, 4), kernel(gen), Affine.NONE);
        int more = gen.between(0, 2);
        if (more > 0) {
            Tensor read = gen.chance(0.3) ? Tensor.concat(first, at) : at;
            at = net.conv("third", read, 2 * gen.between(1, 4), kernel(gen), Affine.NONE);
        }
        if (more > 1) {
            net.conv("fourth", at, 2 * gen.between(1, 4), kernel(gen), Affine.NONE);
        }
        return net.build();
    }

    /** Behind a layer that reads two outputs all pairs of their ways have to be gone through, on 2×3 nodes for hours. */
    private static boolean joins(Workload workload) {
        return workload.layers().stream().anyMatch(layer -> layer.inputs().size() > 1);
    }

    private static Kernel kernel(Gen gen) {
        return gen.chance(0.5) ? Kernel.square(1) : Kernel.square(3).pad(1);
    }

    @Test
    void theMapperIsCloseToTheBestOfAllMappings() {
        double sum = 0;
        double most = 0;
        long choices = 0;
        for (int seed = 0; seed < CASES; seed++) {
            Gen gen = new Gen(9000 + seed);
            Workload workload = small(gen);
            int cols = gen.oneOf(2, 3);
            HardwareModel hardware = chip(joins(workload) ? 2 : cols, gen.oneOf(2, 4), gen.oneOf(256, 1024));
            EveryMapping every = new EveryMapping(workload, hardware, new HeuristicScheduler());
            double best = every.bestEdp();
            double gap = found(workload, hardware) / best - 1;
            sum += gap;
            most = Math.max(most, gap);
            choices += every.choices();
        }
        System.out.printf(
                Locale.ROOT,
                "mapper against all mappings: %d networks, %d ways priced, mean gap %.5f, largest %.5f%n",
                CASES,
                choices,
                sum / CASES,
                most);
        assertThat(sum / CASES).isLessThan(0.01);
        assertThat(most).isLessThan(0.05);
    }

    private static final Technology TECHNOLOGY = TechnologyReader.read(YamlNode.parse(
            "name: six\nextends: default\ndram:\n  extends: sedram\n  organization: {channels: 60}\n", "six"));

    private static HardwareModel chip(int cols, int pes, int bufferBytes) {
        return new HardwareModel(
                new HardwareConfig(2, cols, pes, pes, bufferBytes, bufferBytes, bufferBytes, TECHNOLOGY));
    }

    private static double found(Workload workload, HardwareModel hardware) {
        Mapper mapper = new Mapper(
                MapperOptions.of(Objective.EDP, MapperOptions.Style.NICEPIM),
                new HeuristicScheduler(),
                new HeuristicScheduler());
        MapperResult.Mapped mapped = (MapperResult.Mapped) mapper.map(workload, hardware.config());
        return mapped.cost().latencyCycles() * mapped.cost().energy().totalPj();
    }
}
