package org.nicepim.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nicepim.config.ConfigException;
import org.nicepim.sharing.PatternTable.Met;

class PatternTableTest {
    private static final String HEADER = "rows,cols,count,example,sets\n";

    @Test
    void whatIsWrittenIsReadAgain() {
        SplittableRandom random = new SplittableRandom(91);
        List<Met> patterns = new ArrayList<>();
        for (int trial = 0; trial < 50; trial++) {
            SharingProblem problem =
                    SharingPattern.of(SharingProblems.random(random, 20, 12)).problem();
            List<SharingSet> byVolume = new ArrayList<>(problem.sets());
            byVolume.sort(Comparator.comparing(SharingSet::bytes));
            patterns.add(new Met(new SharingProblem(problem.mesh(), problem.noc(), byVolume), trial, "net layer"));
        }
        assertThat(PatternTable.read(PatternTable.text(patterns), "table", SharingProblems.NOC))
                .isEqualTo(patterns);
    }

    @Test
    void wrongLinesAreRefusedWithTheirPlace() {
        refused("2,2,1,a,64=0 9", "table:2");
        refused("2,2,1,a,64=0 9", "node 9 lies outside the 2x2 region");
        refused("0,2,1,a,64=0 1", "rows and columns ≥ 1");
        refused("2,2,1,a,-1=0 1", "bytes = -1.0");
        refused("2,2,1,a,nodes", "must be BYTES=NODES");
        refused("2,2,1,a,64=0", "at least two members");
    }

    private static void refused(String line, String part) {
        assertThatThrownBy(() -> PatternTable.read(HEADER + line + "\n", "table", SharingProblems.NOC))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(part);
    }
}
