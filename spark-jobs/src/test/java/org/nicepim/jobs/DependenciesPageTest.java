package org.nicepim.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Does docs/dependencies.md name what is on the class path, in the versions that are there, each with its licence? */
class DependenciesPageTest {
    private static final Pattern LINE = Pattern.compile("\\| [\\w.-]+:([\\w.-]+)(?::[\\w-]+)? \\| (\\S+) \\| (.+) \\|");

    /** What only tests need. */
    private static final Pattern OF_TESTS = Pattern.compile(
            "(junit|assertj|archunit|opentest4j|apiguardian|byte-buddy|hadoop-client-minicluster|surefire|spark-yarn|spark-kubernetes|"
                    + "jmh|jopt).*");

    private static Map<String, String> page() throws IOException {
        Map<String, String> jars = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("../docs/dependencies.md"))) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                jars.put(matcher.group(1) + "-" + matcher.group(2), matcher.group(3));
            }
        }
        return jars;
    }

    /** Jars of other projects on this class path, without what only tests need; a classifier is left out. Those of this one lie in {@code target}. */
    private static List<String> classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(path -> path.toString().endsWith(".jar") && path.getNameCount() > 3)
                .filter(path ->
                        !path.getName(path.getNameCount() - 2).toString().equals("target"))
                .map(path -> path.getName(path.getNameCount() - 3) + "-" + path.getName(path.getNameCount() - 2))
                .filter(name -> !OF_TESTS.matcher(name).matches())
                .distinct()
                .toList();
    }

    @Test
    void thePageIsTheClassPaths() throws IOException {
        assertThat(classPath()).hasSizeGreaterThan(100);
        assertThat(page().keySet())
                .as("maybe './mvnw -Plicences -Dmaven.main.skip compile license:aggregate-add-third-party'?")
                .containsAll(classPath());
        // Modules may see other versions of an artifact; but none is on the page that nobody sees.
        assertThat(artifacts(classPath().stream())).containsAll(artifacts(page().keySet().stream()));
    }

    private static Set<String> artifacts(Stream<String> jars) {
        return jars.map(jar -> jar.replaceFirst("-[^-]*\\d.*$", "")).collect(Collectors.toSet());
    }

    @Test
    void everyLicenceIsSaid() throws IOException {
        assertThat(page()).allSatisfy((jar, licence) -> assertThat(licence).isNotBlank());
        assertThat(page().entrySet().stream()
                        .filter(entry -> entry.getValue().contains("Unknown"))
                        .map(Map.Entry::getKey))
                .as("looked up by hand")
                .isEmpty();
    }
}
