package org.nicepim.jobs.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.nicepim.config.ConfigException;
import org.nicepim.config.YamlNode;
import org.nicepim.cost.area.SpaceCheck;
import org.nicepim.hardware.DesignSpace;
import org.nicepim.hardware.DesignSpaceReader;
import org.nicepim.hardware.Technology;
import org.nicepim.hardware.TechnologyReader;
import org.nicepim.jobs.EvaluationContext;
import org.nicepim.jobs.run.ExploreConfig;
import org.nicepim.workload.Workload;
import org.nicepim.workload.zoo.Zoo;

/** Reads and checks all that a run needs, before any work starts. */
final class Inputs {
    private Inputs() {}

    /**
     * An exploration's configuration.
     *
     * @param sets {@code key=value} from the command line
     */
    static ExploreConfig explore(Path file, List<String> sets) {
        YamlNode top = YamlNode.read(file);
        sets.forEach(top::set);
        return ExploreConfig.read(top);
    }

    /**
     * A workload that options name.
     *
     * @param name network of the zoo
     * @param batch inputs computed together
     */
    static Workload workload(String name, int batch) {
        if (batch < 1 || batch > ExploreConfig.MOST_BATCH) {
            throw new ConfigException(
                    "--batch " + batch + ": must lie between 1 and " + ExploreConfig.MOST_BATCH + ".");
        }
        return Zoo.create(name, batch);
    }

    /** What all its evaluations have in common. */
    static EvaluationContext context(ExploreConfig config) {
        Technology technology = TechnologyReader.read(config.technology());
        DesignSpace space = DesignSpaceReader.read(config.space());
        SpaceCheck.check(space, technology);
        List<Workload> workloads = new ArrayList<>();
        for (String name : config.workloads()) {
            workloads.add(Zoo.create(name, config.batch()));
        }
        return new EvaluationContext(technology, space, workloads, config.mapper(), config.scheduler());
    }
}
