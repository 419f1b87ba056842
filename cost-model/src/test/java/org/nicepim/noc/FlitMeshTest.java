package org.nicepim.noc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nicepim.config.CsvTable;
import org.nicepim.hardware.ConfigFiles;

/** Can the flit-level simulator be trusted beyond the reference's sizes? */
class FlitMeshTest {
    private static final Mesh MESH = new Mesh(4, 4);
    private static final int LONGEST_MESSAGE = 256;

    private static List<CsvTable.Row> rows(String pattern) {
        List<CsvTable.Row> rows = CsvTable.parse(
                        ConfigFiles.table("../datasets/reference/noc_reference.csv"), "noc", List.of("pattern"))
                .rows()
                .stream()
                .filter(row -> row.text("experiment").equals("collective")
                        && row.text("pattern").equals(pattern)
                        && row.integer("M_flits_per_message") <= LONGEST_MESSAGE)
                .toList();
        assertThat(rows).isNotEmpty();
        return rows;
    }

    private static long run(List<FlitMesh.Packet> packets) {
        return new FlitMesh(MESH, 4, 8, packets).run();
    }

    private static List<int[]> groups(String grouping) {
        if (grouping.equals("all")) {
            return List.of(IntStream.range(0, 16).toArray());
        }
        List<int[]> groups = new ArrayList<>();
        for (int group = 0; group < 4; group++) {
            int wanted = group;
            groups.add(IntStream.range(0, 16)
                    .filter(node -> wanted
                            == (grouping.equals("block2x2")
                                    ? node / 8 * 2 + node % 4 / 2
                                    : node / 4 % 2 * 2 + node % 2))
                    .toArray());
        }
        return groups;
    }

    private static double error(CsvTable.Row row, List<FlitMesh.Packet> packets) {
        return Math.abs(run(packets) / row.number("cycles") - 1);
    }

    @Test
    void aLonePacketTakesTheZeroLoadLatency() {
        for (int flits : new int[] {1, 5, 32}) {
            assertThat(run(List.of(new FlitMesh.Packet(1, 14, flits, OptionalInt.empty()))))
                    .isEqualTo(6 + 4 * MESH.distance(1, 14) + flits - 1);
        }
    }

    @Test
    void unicastAllGathersAreWithinFourPercentOfTheReferenceOnAverage() {
        double sum = 0;
        List<CsvTable.Row> rows = rows("alltoall_rotated");
        for (CsvTable.Row row : rows) {
            List<FlitMesh.Packet> packets = new ArrayList<>();
            for (int[] group : groups(row.text("grouping"))) {
                packets.addAll(FlitMesh.rotated(
                        group, (int) row.integer("M_flits_per_message"), (int) row.integer("packet_flits")));
            }
            double error = error(row, packets);
            assertThat(error).as(row.toString()).isLessThan(0.1);
            sum += error;
        }
        assertThat(sum / rows.size()).isLessThan(0.04);
    }

    @Test
    void gathersEqualTheReference() {
        for (CsvTable.Row row : rows("gather_to_corner")) {
            List<FlitMesh.Packet> packets = new ArrayList<>();
            for (int[] group : groups(row.text("grouping"))) {
                for (int i = 1; i < group.length; i++) {
                    int size = (int) row.integer("packet_flits");
                    for (long sent = 0; sent < row.integer("M_flits_per_message"); sent += size) {
                        packets.add(new FlitMesh.Packet(group[i], group[0], size, OptionalInt.empty()));
                    }
                }
            }
            assertThat(error(row, packets)).as(row.toString()).isLessThan(0.001);
        }
    }
}
