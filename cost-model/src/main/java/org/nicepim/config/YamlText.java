package org.nicepim.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Text of YAML files, read and composed without type tags, so no class of a file's choosing is ever created. */
final class YamlText {
    private YamlText() {}

    static String read(Path file, int mostBytes) {
        try {
            if (Files.isDirectory(file)) {
                throw new ConfigException(file + ": is a folder, a YAML file is needed.");
            }
            if (Files.size(file) > mostBytes) {
                throw new ConfigException(file + ": larger than " + mostBytes + " bytes, not a configuration file.");
            }
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new ConfigException(file + ": no such file." + neighbours(file), e);
        } catch (IOException e) {
            throw new ConfigException(file + ": cannot be read as UTF-8 text (" + e.getMessage() + ").", e);
        }
    }

    private static String neighbours(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || file.getFileName() == null) {
            return "";
        }
        try (var list = Files.list(folder)) {
            return Suggestions.maybe(
                    file.getFileName().toString(),
                    list.map(p -> String.valueOf(p.getFileName())).sorted().toList());
        } catch (IOException e) {
            return "";
        }
    }

    static Node compose(String text, String name) {
        return compose(text, name, false);
    }

    static Node composeWithComments(String text, String name) {
        return compose(text, name, true);
    }

    private static Node compose(String text, String name, boolean comments) {
        try {
            LoadSettings settings = LoadSettings.builder()
                    .setLabel(name)
                    .setAllowDuplicateKeys(false)
                    .setParseComments(comments)
                    .setMaxAliasesForCollections(10)
                    .setCodePointLimit(Math.max(1, text.length()))
                    .build();
            return new Compose(settings)
                    .composeString(text)
                    .orElseThrow(() -> new ConfigException(name + ": the file is empty."));
        } catch (StackOverflowError e) {
            throw new ConfigException(name + ": nested too deeply to be a configuration file.", e);
        } catch (YamlEngineException e) {
            throw new ConfigException(
                    name + ": not valid YAML: " + String.valueOf(e.getMessage()).replaceAll("\\s+", " "), e);
        }
    }
}
