package org.nicepim.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nicepim.mapping.Partition;
import org.nicepim.workload.Dim;

/** {@code nicepim schedule}: fields, figures that fit together, and refusals. */
class ScheduleTest {
    private static final double SLACK = 1 + 1e-9;

    private static JsonNode json(String... args) throws IOException {
        List<String> all = new ArrayList<>(List.of("schedule"));
        all.addAll(List.of(args));
        all.add("--json");
        Cli cli = Cli.run(all.toArray(String[]::new));
        assertThat(cli.code()).as(cli.err()).isZero();
        return new ObjectMapper().readTree(cli.out());
    }

    @Test
    void jsonHasAllFieldsAndTheyFitTogether() throws IOException {
        JsonNode document = json("--region", "4x8", "--partition", "K=8,C=2,P=2", "--bytes", "ifmap=6272,psum=3136");
        assertThat(document.get("nodes").asInt()).isEqualTo(32);
        assertThat(document.get("sets")).hasSize(4 + 16);
        List<Double> cycles = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (JsonNode scheduler : document.get("schedulers")) {
            names.add(scheduler.get("name").asText());
            cycles.add(scheduler.get("phase_cycles").asDouble());
            double load = scheduler.get("max_link_load_bytes").asDouble();
            double bound = scheduler.get("lower_bound_bytes").asDouble();
            assertThat(bound).isLessThanOrEqualTo(load * SLACK);
            assertThat(scheduler.get("gap").asDouble()).isCloseTo(1 - bound / load, within());
            assertThat(scheduler.get("byte_hops").asDouble()).isPositive();
            assertThat(scheduler.get("millis").asDouble()).isNotNegative();
            assertThat(scheduler.get("status").asText()).isIn("optimal", "feasible", "heuristic");
            assertThat(scheduler.get("solver").asText()).isNotEmpty();
            ringsGoRoundTheirSets(document.get("sets"), scheduler.get("rings"));
        }
        assertThat(names).containsExactly("shortest", "tsp", "ilp");
        assertThat(cycles.get(2)).isLessThanOrEqualTo(Math.min(cycles.get(0), cycles.get(1)) * SLACK);
    }

    private static Offset<Double> within() {
        return Offset.offset(1e-9);
    }

    private static void ringsGoRoundTheirSets(JsonNode sets, JsonNode rings) {
        for (JsonNode ring : rings) {
            List<Integer> order = ints(ring.get("order"));
            Collections.sort(order);
            assertThat(order).isEqualTo(ints(sets.get(ring.get("set").asInt()).get("members")));
        }
    }

    private static List<Integer> ints(JsonNode array) {
        List<Integer> values = new ArrayList<>();
        array.forEach(value -> values.add(value.asInt()));
        return values;
    }

    @Test
    void solversAgree() throws IOException {
        List<Double> cycles = new ArrayList<>();
        for (String solver : List.of("cbc", "scip", "cp-sat")) {
            JsonNode ilp = json("--region", "4x4", "--partition", "K=4,C=4", "--bytes", "9000", "--solver", solver)
                    .get("schedulers")
                    .get(2);
            assertThat(ilp.get("solver").asText()).isIn(solver, "none");
            cycles.add(ilp.get("phase_cycles").asDouble());
        }
        assertThat(Collections.max(cycles) / Collections.min(cycles)).isLessThan(1.002);
    }

    @Test
    void aLayerGivesTheVolumes() throws IOException {
        JsonNode document =
                json("--region", "2x2", "--partition", "K=2,P=2", "--workload", "alexnet", "--layer", "conv3");
        assertThat(document.get("sets").get(0).get("operand").asText()).isEqualTo("ifmap");
        // conv3: 256 channels of 13×13, 3×3 filters, 384 outputs; half of the outputs at 2 bytes each.
        double weightBytes = 256.0 * 9 * 384 / 2 * 2;
        for (JsonNode set : document.get("sets")) {
            if (set.get("operand").asText().equals("weight")) {
                assertThat(set.get("bytes").asDouble()).isEqualTo(weightBytes);
            }
        }
    }

    @Test
    void textHasSetsSchedulersMapsAndRings() {
        Cli cli = Cli.run("schedule", "--region", "2x4", "--partition", "K=4,C=2");
        assertThat(cli.code()).isZero();
        assertThat(cli.out())
                .contains("shared", "psum", "shortest", "tsp", "ilp", "byte hops")
                .containsPattern("\\[ 0\\] [0-9*.]><[0-9*.] \\[ 1\\]")
                .containsPattern("ring 0 > ");
        assertThat(Cli.run("schedule", "--region", "2x2", "--partition", "G=4").out())
                .contains("Nothing is shared");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --region 0x0 --partition K=1 | must be ROWSxCOLS, each at least 1
            --region 17x16 --partition K=272 | of at most 256 nodes
            --region 4 --partition K=4 | Maybe 4x4?
            --region 4x4 --partition K=3 | multiply to 3, the 4x4 region has 16 nodes; they must fill it
            --region 2x2 --partition N=9999,G=9999,K=9999,C=9999,P=9999,Q=9999 | multiply to 999400149980001499940001, the
            --region 4x4 --partition K=99999 | must be DIM=PARTS
            --region 4x4 --partition K=4,K=4 | K stands there twice
            --region 4x4 --partition X=16 | must be one of N, G, K, C, P, Q
            --region 4x4 --partition K=0 | must be at least 1
            --region 2x2 --partition K=4 --bytes -1 | must be a number of bytes from 0
            --region 2x2 --partition K=4 --bytes ifmap=NaN | must be a number of bytes from 0
            --region 2x2 --partition K=4 --bytes ifmaps=5 | Maybe 'ifmap'?
            --region 2x2 --partition K=4 --solver cbcc | must be one of
            --region 2x2 --partition P=4 --weight-copies 3 | must divide the 4 nodes that share weights
            --region 2x2 --partition P=4 --layer conv1 | need both --workload and --layer
            --region 2x2 --partition P=4 --workload alexnet --layer conv9 | Maybe 'conv
            --region 2x2 --partition P=4 --workload alexnet --layer conv1 --bytes 7 | Maybe leave --bytes away?
            --region 2x2 --partition N=4 --workload alexnet --layer conv1 | more parts of a dim than it has elements
            """)
    void wrongInputIsOneLineAndCodeTwo(String args, String part) {
        Cli cli = Cli.run(("schedule " + args).split(" "));
        assertThat(cli.code()).isEqualTo(Main.BAD_INPUT);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err().lines()).hasSize(1);
        assertThat(cli.err()).contains(part);
    }

    /** A region of 2×4 and K4 C2: which of the factors of K lie on the rows, times the orders. */
    @Test
    void placementsFillTheRegionAndAreDistinct() {
        Map<Dim, Integer> parts = new EnumMap<>(Map.of(Dim.K, 4, Dim.C, 2));
        List<Partition> placements = Placements.of(2, parts);
        // C2 | K4 and K2 | K2 C2 in two orders.
        assertThat(placements).hasSize(3).doesNotHaveDuplicates();
        for (Partition placement : placements) {
            assertThat(placement.rows()).isEqualTo(2);
            assertThat(placement.cols()).isEqualTo(4);
            assertThat(placement.parts(Dim.K)).isEqualTo(4);
            assertThat(placement.parts(Dim.C)).isEqualTo(2);
        }
    }
}
