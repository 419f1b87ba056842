package org.nicepim.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nicepim.jobs.ObjectiveTitle;
import org.nicepim.mapper.Objective;

/** Is an objective called by one name, whichever way it is written, and are its values given a unit? */
class ObjectiveWordTest {
    @ParameterizedTest
    @CsvSource({"E*D^2, ed2p", "e^1*d^1, edp", "e^.5*d^3, e^0.5*d^3"})
    void aMappingNamesItsObjective(String asked, String named) throws IOException {
        Cli result = Cli.run(
                "map",
                "--workload",
                "alexnet",
                "--hardware",
                "chip4x4",
                "--mapper",
                "baseline",
                "--scheduler",
                "shortest",
                "--budget",
                "50",
                "--objective",
                asked,
                "--json");
        assertThat(result.code()).as(result.err()).isEqualTo(0);
        assertThat(new ObjectMapper().readTree(result.out()).get("objective").asText())
                .isEqualTo(named);
    }

    @Test
    void titlesHaveUnits() {
        assertThat(ObjectiveTitle.of(Objective.LATENCY)).isEqualTo("latency in ms");
        assertThat(ObjectiveTitle.of(Objective.ENERGY)).isEqualTo("energy in pJ");
        assertThat(ObjectiveTitle.of(Objective.EDP)).isEqualTo("energy-delay product in J·s");
        assertThat(ObjectiveTitle.of(Objective.ED2P)).isEqualTo("ed2p in J·s^2");
        assertThat(ObjectiveTitle.of(new Objective(0.5, 0))).isEqualTo("e^0.5*d^0 in J^0.5");
    }
}
