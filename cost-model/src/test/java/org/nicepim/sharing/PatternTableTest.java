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
            patterns.add(new Met(new SharingProblem(problem.mesh(), problem.noc(), byVolume), trial + 1, "net layer"));
        }
        assertThat(PatternTable.read(PatternTable.text(patterns), "table", SharingProblems.NOC))
                .isEqualTo(patterns);
    }

    @Test
    void wrongLinesAreRefusedWithTheirPlace() {
        refused("2,2,1,a,64=0 9", "table:2: sets: '0 9': node 9 lies outside the 2x2 region");
        refused("0,2,1,a,64=0 1", "table:2: rows: '0' must be from 1 to 256");
        refused("2,2,-3,a,64=0 1", "count: '-3' must be from 1");
        refused("2,2,1,a,-1=0 1", "sets: '-1': must be a number of bytes from 0 to 1e15. Maybe");
        refused("2,2,1,a,NaN=0 1", "sets: 'NaN': must be a number of bytes");
        refused("2,2,1,a,1e300=0 1", "sets: '1e300': must be a number of bytes");
        refused("2,2,1,a,x=0 1", "sets: 'x': must be a number of bytes");
        refused("2,2,1,a,nodes", "must be BYTES=NODES");
        refused("2,2,1,a,64=0 1;", "sets: '': must be BYTES=NODES");
        refused("2,2,1,a,64=0 a", "sets: '0 a': must be node ids and ranges of node ids. Maybe");
        refused("2,2,1,a,64=0 1/", "sets: '': must be node ids");
        refused("2,2,1,a,64=-1 2", "sets: '-1 2': must be node ids");
        refused("2,2,1,a,64=0", "at least two members");
        refused("2,2,1,a,64=1 1", "ascend");
        refused("2,2,1,a,64=3-0", "at least two members");
    }

    /** Neither fits an int, or a heap: as an int the first is a region of two rows, and the second no node at all. */
    @Test
    void numbersThatAreFarTooLargeAreRefusedBeforeTheyAreUsed() {
        refused("4294967298,2,1,a,64=0 1", "rows: '4294967298' must be from 1 to 256");
        refused("2,2,1,a,64=0-99999999999", "sets: '0-99999999999': must be node ids");
        refused("2,2,1,a,64=0-999999999", "node 999999999 lies outside");
    }

    private static void refused(String line, String part) {
        assertThatThrownBy(() -> PatternTable.read(HEADER + line + "\n", "table", SharingProblems.NOC))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(part);
    }
}
