package org.nicepim.jobs.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nicepim.config.ConfigException;
import picocli.CommandLine;

/** {@code nicepim init}: a commented configuration to start from. */
@CommandLine.Command(
        name = "init",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Writes a commented starter configuration: what to explore, the design space, the technology, a chip.",
            ""
        },
        footer = {"", "Example:", "  nicepim init mine && nicepim explore mine/explore.yaml"})
final class InitCommand implements Callable<Integer> {
    /** File to write, resource that it starts from. */
    private static final Map<String, String> FILES = new TreeMap<>(Map.of(
            "explore.yaml", "/nicepim/init/explore.yaml",
            "technology.yaml", "/nicepim/init/technology.yaml",
            "space.yaml", "/nicepim/conf/space/default.yaml",
            "hardware.yaml", "/nicepim/conf/hardware/chip4x4.yaml"));

    @CommandLine.Parameters(paramLabel = "DIR", description = "folder to write into; made if needed")
    private @Nullable Path folder;

    @CommandLine.Mixin
    private OutputOptions output = new OutputOptions();

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Path target = Objects.requireNonNull(folder);
        for (String file : FILES.keySet()) {
            if (Files.exists(target.resolve(file))) {
                throw new ConfigException(
                        target.resolve(file) + ": exists already and is not overwritten. Maybe another folder?");
            }
        }
        List<String> written = new ArrayList<>();
        try {
            Files.createDirectories(target);
            for (Map.Entry<String, String> file : FILES.entrySet()) {
                Path path = target.resolve(file.getKey());
                Files.writeString(
                        path, resource(file.getValue()).replace("@DIR@", target.toString()), StandardCharsets.UTF_8);
                written.add(path.toString());
            }
        } catch (IOException e) {
            throw new ConfigException(target + ": cannot be written (" + e.getMessage() + ").", e);
        }
        var out = Objects.requireNonNull(spec).commandLine().getOut();
        if (output.json()) {
            var document = Json.object();
            written.forEach(document.putArray("written")::add);
            Json.print(out, document);
        } else {
            written.forEach(file -> out.println("wrote " + file));
            out.println("Next: nicepim explore " + target.resolve("explore.yaml"));
        }
        return Main.DONE;
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(InitCommand.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
