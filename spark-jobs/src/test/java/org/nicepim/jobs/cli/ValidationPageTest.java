package org.nicepim.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Are the tables and figures of docs/validation what the program prints? */
class ValidationPageTest {
    private static final Path PAGE = Path.of("../docs/validation");

    @Test
    @Tag("slow")
    void tablesAndFiguresAreWhatTheProgramPrints(@TempDir Path folder) throws IOException {
        Cli run = Cli.run("validate", "--out", folder.toString(), "--json");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(lines(PAGE.resolve("tables.md")))
                .as("'nicepim validate --out docs/validation' writes it anew")
                .isEqualTo(lines(folder.resolve("tables.md")));
        try (var figures = Files.list(folder)) {
            for (Path figure :
                    figures.filter(f -> f.toString().endsWith(".svg")).toList()) {
                assertThat(PAGE.resolve(figure.getFileName())).exists();
            }
        }
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.readAllLines(file);
    }

    @Test
    void theModelPageShowsEveryFigure() throws IOException {
        String page = Files.readString(Path.of("../docs/model.md"));
        try (var figures = Files.list(PAGE)) {
            assertThat(figures.map(f -> f.getFileName().toString()).filter(f -> f.endsWith(".svg")))
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(page).contains("validation/" + name));
        }
    }
}
