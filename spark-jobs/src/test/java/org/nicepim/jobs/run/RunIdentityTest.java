package org.nicepim.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nicepim.jobs.TestRun;

/** Is a run told apart by what its files say, not only by their names? */
class RunIdentityTest {
    private static final Path EXAMPLES = Path.of("../conf/technology/example_tables");

    @TempDir
    private Path folder = Path.of("");

    private String identity() {
        return TestRun.quick("technology=" + folder.resolve("tables.yaml"))
                .identity()
                .text();
    }

    private void change(String file, String from, String to) throws IOException {
        Path path = folder.resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(from);
        Files.writeString(path, text.replace(from, to));
    }

    @Test
    void theContentsOfATechnologysTablesCount() throws IOException {
        for (String file : new String[] {"tables.yaml", "energy.yaml", "area.yaml", "synthesised.csv"}) {
            Files.copy(EXAMPLES.resolve(file), folder.resolve(file));
        }
        String before = identity();
        assertThat(identity()).isEqualTo(before);
        change("energy.yaml", "0.48", "0.49");
        String energy = identity();
        change("area.yaml", "950", "951");
        String area = identity();
        change("synthesised.csv", "27.4", "27.5");
        assertThat(java.util.Set.of(before, energy, area, identity())).hasSize(4);
    }
}
