package org.nicepim.jobs.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nicepim.config.ConfigException;
import org.nicepim.jobs.keys.ConfigKinds;
import org.nicepim.jobs.keys.KeySchema;
import org.nicepim.jobs.run.Json;
import picocli.CommandLine;

/** {@code nicepim init}: a commented configuration to start from. */
@CommandLine.Command(
        name = "init",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Writes a commented starter configuration: what to explore, what to sweep, the design space, the technology, a"
                    + " chip; and JSON Schemas by which editors check and complete them.",
            ""
        },
        footer = {"", "Example:", "  nicepim init mine && nicepim explore mine/explore.yaml"})
final class InitCommand implements Callable<Integer> {
    /** File to write, resource that it starts from. */
    private static final Map<String, String> FILES = new TreeMap<>(Map.of(
            "explore.yaml", "/nicepim/init/explore.yaml",
            "sweep.yaml", "/nicepim/init/sweep.yaml",
            "technology.yaml", "/nicepim/init/technology.yaml",
            "space.yaml", "/nicepim/conf/space/default.yaml",
            "hardware.yaml", "/nicepim/init/hardware.yaml"));

    @CommandLine.Parameters(paramLabel = "DIR", description = "folder to write into; made if needed")
    private @Nullable Path folder;

    @CommandLine.Mixin
    private OutputOptions output = new OutputOptions();

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Path target = Objects.requireNonNull(folder);
        Map<Path, String> files = files(target);
        for (Path file : files.keySet()) {
            if (Files.exists(file)) {
                throw new ConfigException(file + ": exists already and is not overwritten. Maybe another folder?");
            }
        }
        try {
            for (Map.Entry<Path, String> file : files.entrySet()) {
                Files.createDirectories(Objects.requireNonNull(file.getKey().getParent()));
                Files.writeString(file.getKey(), file.getValue(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new ConfigException(target + ": cannot be written (" + e.getMessage() + ").", e);
        }
        var out = Objects.requireNonNull(spec).commandLine().getOut();
        if (output.json()) {
            var document = Json.object();
            var written = document.putArray("written");
            files.keySet().forEach(file -> written.add(file.toString()));
            Json.print(out, document);
        } else {
            files.keySet().forEach(file -> out.println("wrote " + file));
            out.println("Next: nicepim explore " + target.resolve("explore.yaml"));
        }
        return Main.DONE;
    }

    /** Text of each file. */
    private static Map<Path, String> files(Path target) throws IOException {
        Map<Path, String> files = new TreeMap<>();
        String prefix = target + "/";
        String quoted = prefix.replace("\\", "\\\\").replace("\"", "\\\"");
        for (Map.Entry<String, String> file : FILES.entrySet()) {
            String text = resource(file.getValue())
                    .replace("$schema=../schema/", "$schema=schema/")
                    .replace("@FILE@", prefix)
                    .replace("@DIR@", quoted);
            files.put(target.resolve(file.getKey()), text);
            String kind = file.getKey().replace(".yaml", "");
            String schema = Json.text(KeySchema.of(ConfigKinds.find(kind).orElseThrow()));
            files.put(target.resolve("schema").resolve(kind + ".schema.json"), schema + "\n");
        }
        return files;
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(InitCommand.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
