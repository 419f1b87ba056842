package org.nicepim.tuner.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.nicepim.config.ConfigException;
import org.nicepim.hardware.DesignPoint;

class DesignTableTest {
    private final DesignTable table = DesignTable.parse(Tables.text(), "t.csv");

    private static void assertRefused(String text, String... words) {
        assertThatThrownBy(() -> DesignTable.parse(text, "t.csv"))
                .isInstanceOf(ConfigException.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(words));
    }

    private static String row(String text) {
        return Tables.HEADER + text + "\n";
    }

    @Test
    void theSpaceIsTheGridOfTheValuesThatOccur() {
        assertThat(table.size()).isEqualTo(216);
        assertThat(table.space().size()).isEqualTo(216);
        assertThat(table.networks()).containsExactly("net", "other");
        assertThat(table.feasible()).isBetween(150, 215);
        assertThat(table.limitMm2()).isBetween(30.0, 40.0);
    }

    /** Infeasible within the limit, over it, and not in the table: what a tuner is told of each. */
    @Test
    void designsThatCannotBeAreToldApart() {
        String text = Tables.text();
        String last = text.substring(text.lastIndexOf("4,2,32", text.length()), text.length());
        DesignTable gap = DesignTable.parse(text.replace(last, ""), "t.csv");
        assertThat(gap.size()).isLessThan(216);
        assertThat(gap.space().size()).isEqualTo(216);
        Benchmark benchmark = new Benchmark(gap, "net");
        DesignPoint least = gap.space().point(0);
        DesignPoint missing = gap.space().point(215);
        assertThat(benchmark.outcome(least, false)).hasToString("Infeasible[reason=by the table]");
        assertThat(benchmark.oracle().meetsLimit(least)).isTrue();
        assertThat(benchmark.outcome(missing, false)).hasToString("AreaExceeded[]");
        assertThat(benchmark.oracle().meetsLimit(missing)).isFalse();
    }

    @Test
    void wrongTablesAreRefusedByLineAndColumn() {
        assertRefused("", "needs a column NETWORK_latency_cycles");
        assertRefused(Tables.HEADER, "has a header but no design");
        assertRefused(Tables.HEADER.replace("peRows", "peRow"), "needs a header with the column 'peRows'", "Maybe");
        assertRefused(Tables.HEADER.replace("net_energy_pj", "net_energy"), "'net_energy_pj'");
        assertRefused(row("1,2,8,8,64,64,64,3,maybe,1,1,1,1"), "t.csv:2: feasible: 'maybe' must be true or false");
        assertRefused(row("1,2,8,8,64,64,64,3,true,1,NaN,1,1"), "t.csv:2: net_energy_pj: 'NaN'");
        assertRefused(row("1,2,8,8,64,64,64,3,true,1,,1,1"), "t.csv:2: net_energy_pj: ''");
        assertRefused(row("1,2,8,8,64,64,64,0,true,1,1,1,1"), "area_mm2: '0' must be above 0");
        assertRefused(row("0,2,8,8,64,64,64,1,true,1,1,1,1"), "nodeRows: '0' must be a positive");
        assertRefused(row("1,2,8,8,64,64,64,3,false,,,,"), "has no feasible design");
        assertRefused(
                row("1,2,8,8,64,64,64,3,true,1,1,1,1\n1,2,8,8,64,64,64,4,true,1,1,1,1"), "t.csv:3", "an earlier row");
    }
}
