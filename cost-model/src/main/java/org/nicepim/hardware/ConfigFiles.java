package org.nicepim.hardware;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.nicepim.config.ConfigException;
import org.nicepim.config.Section;
import org.nicepim.config.Suggestions;
import org.nicepim.config.YamlNode;

/**
 * Finds configuration files by path or by bare name: a path that exists, else {@code conf/<kind>/<name>.yaml} under the working
 * folder, else the copy inside the jar, which is all that a Spark executor has.
 */
public final class ConfigFiles {
    private static final String IN_JAR = "/nicepim/";

    /** What a file configures, and which names the jar carries. */
    public enum Kind {
        /** Constants of a process and a DRAM stack. */
        TECHNOLOGY,
        /** A DRAM stack. */
        DRAM,
        /** One chip. */
        HARDWARE,
        /** A grid of chips. */
        SPACE;

        /** Name of the folder under {@code conf}. */
        public String folder() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** What such a file may say. */
        public Section section() {
            return switch (this) {
                case TECHNOLOGY -> TechnologySection.SECTION;
                case DRAM -> DramSection.SECTION;
                case HARDWARE -> HardwareSection.SECTION;
                case SPACE -> SpaceSection.SECTION;
            };
        }

        /** Names that need no file. */
        public List<String> names() {
            return switch (this) {
                case TECHNOLOGY -> List.of("default");
                case DRAM -> List.of("sedram", "sedram_a", "sedram_b", "hbm2", "hmc", "lpddr4", "wideio");
                case HARDWARE -> List.of("chip4x4", "chip4x8", "chip8x8");
                case SPACE -> List.of("benchmark", "default", "small");
            };
        }
    }

    private ConfigFiles() {}

    /**
     * Reads the file that a name or path means.
     *
     * @param kind what the file configures
     * @param nameOrPath a path, or a bare name such as {@code default}
     * @throws ConfigException if nothing is found, naming what is known
     */
    public static YamlNode resolve(Kind kind, String nameOrPath) {
        Path path = path(nameOrPath);
        if (Files.isRegularFile(path) || path.getNameCount() > 1 || nameOrPath.endsWith(".yaml")) {
            return YamlNode.read(path);
        }
        String inConf = "conf/" + kind.folder() + "/" + nameOrPath + ".yaml";
        if (Files.isRegularFile(path(inConf))) {
            return YamlNode.read(path(inConf));
        }
        if (kind.names().contains(nameOrPath)) {
            return YamlNode.parse(builtIn(kind, nameOrPath), nameOrPath + " (built in)");
        }
        if (Files.isDirectory(path)) {
            throw new ConfigException("'" + nameOrPath + "': is a folder, a " + kind.folder() + " file is needed."
                    + " Maybe a file in it?");
        }
        throw new ConfigException("'" + nameOrPath + "': no such " + kind.folder() + " file, and no " + inConf
                + "; built in: " + String.join(", ", kind.names()) + "." + Suggestions.maybe(nameOrPath, kind.names()));
    }

    /** Text of a file that the jar carries. */
    public static String builtIn(Kind kind, String name) {
        return inJar("conf/" + kind.folder() + "/" + name + ".yaml");
    }

    /**
     * Reads the file that a value of another file names: as seen from the working folder, else from the folder of that file.
     *
     * @param kind what the file configures
     * @param value a path or a bare name
     * @throws ConfigException if nothing is found, naming what is known
     */
    public static YamlNode resolve(Kind kind, YamlNode value) {
        Path beside = beside(value);
        boolean here = Files.isRegularFile(path(value.text()));
        return !here && Files.isRegularFile(beside) ? YamlNode.read(beside) : resolve(kind, value.text());
    }

    /** The file that a value names, as seen from the folder of the file that the value stands in. */
    static Path beside(YamlNode value) {
        return path(value.file()).resolveSibling(path(value.text()));
    }

    /**
     * Text of a reference table: a path that exists, else under {@code datasets/reference}, else inside the jar.
     *
     * @param nameOrPath a path, or a file name such as {@code sram_cacti.csv}
     * @throws ConfigException if nothing is found
     */
    public static String table(String nameOrPath) {
        String inDatasets = "datasets/reference/" + nameOrPath;
        for (Path path : List.of(path(nameOrPath), path(inDatasets))) {
            if (Files.isRegularFile(path)) {
                return text(path);
            }
        }
        if (ConfigFiles.class.getResource(IN_JAR + inDatasets) == null) {
            throw new ConfigException("'" + nameOrPath + "': no such table, and no " + inDatasets + "."
                    + Suggestions.maybe(nameOrPath, List.of(SramSource.DEFAULT_TABLE)));
        }
        return inJar(inDatasets);
    }

    /** The last part of a path: what a run's identity knows of it, wherever the working folder is. */
    static String fileName(String path) {
        return String.valueOf(path(path).getFileName());
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new ConfigException("'" + text + "' is no file name (" + e.getReason() + ").", e);
        }
    }

    /**
     * Text of a file.
     *
     * @throws ConfigException if it is none or not UTF-8
     */
    static String text(Path path) {
        if (!Files.isRegularFile(path)) {
            throw new ConfigException(path + ": no such file." + neighbours(path));
        }
        try {
            return Files.readString(path, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ConfigException(path + ": cannot be read as UTF-8 text (" + e.getMessage() + ").", e);
        }
    }

    private static String neighbours(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return "";
        }
        try (Stream<Path> list = Files.list(folder)) {
            return Suggestions.maybe(
                    String.valueOf(file.getFileName()),
                    list.map(p -> String.valueOf(p.getFileName())).sorted().toList());
        } catch (IOException e) {
            return "";
        }
    }

    private static String inJar(String name) {
        try (InputStream stream = ConfigFiles.class.getResourceAsStream(IN_JAR + name)) {
            if (stream == null) {
                throw new ConfigException(name + ": missing from the jar.");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ConfigException(name + ": cannot be read from the jar (" + e.getMessage() + ").", e);
        }
    }
}
