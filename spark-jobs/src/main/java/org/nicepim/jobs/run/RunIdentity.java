package org.nicepim.jobs.run;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.nicepim.config.ConfigException;
import org.nicepim.hardware.Technology;
import org.nicepim.jobs.EvaluationContext;
import org.nicepim.jobs.Fidelity;
import org.nicepim.jobs.sweep.SweepContext;
import org.nicepim.mapper.MapperOptions;

/**
 * What decides a run's results: its configuration and the contents, not only the names, of the files that it mentions.
 *
 * @param seed of all randomness
 * @param text one key a line
 */
public record RunIdentity(long seed, String text) {
    private static final int HASH_CHARACTERS = 16;

    /**
     * Of a run.
     *
     * @param context what the configuration's names stood for when it was read
     */
    public static RunIdentity of(ExploreConfig config, EvaluationContext context) {
        ExploreConfig.Search search = config.search();
        String text = String.join(
                "\n",
                "workloads: " + workloads(config.workloads()) + " " + hash(context.workloads()),
                "wordBits: " + context.technology().logic().wordBits(),
                "technology: " + config.technology() + " " + hash(context.technology()),
                "space: " + config.space() + " " + hash(context.space()),
                "objective: " + config.mapper().objective().word(),
                "mapper.style: " + config.mapper().style().word(),
                "mapper.layouts: " + config.mapper().layouts(),
                "mapper.budget: " + config.mapper().budget(),
                "scheduler: " + config.scheduler().word(),
                "fidelity: " + config.fidelity().text(),
                "tuner.kind: " + search.kind(),
                "tuner.initial: " + search.initial(),
                "tuner.designsPerIteration: " + search.designsPerIteration(),
                "seed: " + search.seed(),
                "evaluations: " + search.evaluations(),
                "");
        return new RunIdentity(search.seed(), text);
    }

    /** Of a sweep. */
    public static RunIdentity of(SweepConfig config) {
        SweepContext context = config.context();
        MapperOptions mapper = context.mappers().get(0);
        String text = String.join(
                "\n",
                "command: sweep",
                "workloads: " + workloads(config.workloads()) + " " + hash(context.workloads()),
                "technologies: "
                        + context.technologies().stream().map(Technology::name).toList() + " "
                        + hash(context.technologies()),
                "designs: " + context.designs().size() + " " + hash(context.designs()),
                "objectives: "
                        + context.mappers().stream()
                                .map(options -> options.objective().word())
                                .toList(),
                "mapper.style: " + mapper.style().word(),
                "mapper.layouts: " + mapper.layouts(),
                "mapper.budget: " + mapper.budget(),
                "scheduler: " + context.scheduler().word(),
                "fidelity: " + (context.simulate() ? Fidelity.SIMULATE : Fidelity.CLOSED_FORM).text(),
                "layers: " + context.layers(),
                "rowsPerFile: " + config.rowsPerFile(),
                "");
        return new RunIdentity(config.seed(), text);
    }

    private static List<String> workloads(List<ResolvedWorkload> workloads) {
        return workloads.stream().map(w -> w.request().text()).toList();
    }

    /** Records and lists all the way down print their values, so equal contents have equal hashes. */
    static String hash(Object contents) {
        return "sha256:" + sha256(contents.toString()).substring(0, HASH_CHARACTERS);
    }

    static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Checks that a run was made with this identity.
     *
     * @param before the run's text
     * @param folder the run's, for the message
     * @throws ConfigException that names the first line that differs
     */
    void requireSame(String before, String folder) {
        if (!before.equals(text)) {
            throw new ConfigException("--out " + folder + ": --resume with another configuration: " + difference(before)
                    + " Maybe start anew with another --out?");
        }
    }

    private String difference(String before) {
        List<String> old = before.lines().toList();
        List<String> fresh = text.lines().toList();
        for (int i = 0; i < Math.max(old.size(), fresh.size()); i++) {
            String a = i < old.size() ? old.get(i) : "(nothing)";
            String b = i < fresh.size() ? fresh.get(i) : "(nothing)";
            if (!a.equals(b)) {
                return "the run has '" + a + "', now it is '" + b + "'.";
            }
        }
        return "line ends differ.";
    }
}
