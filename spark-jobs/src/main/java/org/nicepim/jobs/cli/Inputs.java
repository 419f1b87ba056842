package org.nicepim.jobs.cli;

import java.nio.file.Path;
import java.util.List;
import org.nicepim.config.ConfigException;
import org.nicepim.config.YamlNode;
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
}
