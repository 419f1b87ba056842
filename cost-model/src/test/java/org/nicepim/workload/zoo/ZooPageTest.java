package org.nicepim.workload.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.nicepim.workload.Workload;

/** Does the zoo's page say what the code gives, and does it explain every difference from what is published? */
class ZooPageTest {
    private static final String UNKNOWN = "—";

    private static List<List<String>> rows() throws IOException {
        return Files.readAllLines(Path.of("..", "docs", "zoo.md")).stream()
                .dropWhile(line -> !line.startsWith("| network |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> Arrays.stream(line.substring(1).split("\\|", -1))
                        .map(String::strip)
                        .toList())
                .toList();
    }

    @Test
    void eachNetworkHasItsRow() throws IOException {
        assertThat(rows()).extracting(row -> row.get(0)).isEqualTo(Zoo.names());
    }

    @Test
    void oursAreWhatTheCodeGives() throws IOException {
        for (List<String> row : rows()) {
            Workload workload = Zoo.create(row.get(0), 1);
            assertThat(row)
                    .as(row.get(0))
                    .element(1)
                    .isEqualTo(grouped(workload.layers().size()));
            assertThat(row).element(2).isEqualTo(grouped(workload.macs()));
            assertThat(row).element(4).isEqualTo(grouped(workload.parameters()));
            assertThat(row.get(6)).startsWith(Zoo.source(row.get(0)));
        }
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    @Test
    void aDifferenceFromWhatIsPublishedHasAReason() throws IOException {
        for (List<String> row : rows()) {
            if (!roundsTo(row.get(2), row.get(3)) || !roundsTo(row.get(4), row.get(5))) {
                assertThat(row.get(7)).as(row.get(0)).isNotBlank();
            }
        }
    }

    /** True if ours is the published figure to within half a unit of its last digit. */
    private static boolean roundsTo(String ours, String published) {
        if (published.equals(UNKNOWN)) {
            return false;
        }
        String[] parts = published.replace(",", "").split(" ", -1);
        int power = published.endsWith("G") ? 9 : published.endsWith("M") ? 6 : 0;
        BigDecimal figure = new BigDecimal(parts[0]).scaleByPowerOfTen(power);
        BigDecimal exact = new BigDecimal(ours.replace(",", ""));
        return exact.subtract(figure).abs().compareTo(figure.ulp().divide(BigDecimal.valueOf(2))) <= 0;
    }

    @Test
    void differencesAreSeen() {
        assertThat(roundsTo("724,406,816", "724,406,816")).isTrue();
        assertThat(roundsTo("724,406,816", "724,406,817")).isFalse();
        assertThat(roundsTo("23,783,414,658", "23.8 G")).isTrue();
        assertThat(roundsTo("23,883,414,658", "23.8 G")).isFalse();
        assertThat(roundsTo("1", UNKNOWN)).isFalse();
    }
}
