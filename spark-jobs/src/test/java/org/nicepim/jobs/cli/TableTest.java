package org.nicepim.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** Do columns line up, words to the left and numbers to the right? */
class TableTest {
    @Test
    void cellsThatBelongToTheRowAboveDoNotTurnNumbersIntoWords() {
        Table table = new Table("design", "workload", "latency ms")
                .row(58, "resnet18", "0.319")
                .row("", "vgg16", "12.5")
                .row(7, "a", "-");
        StringWriter text = new StringWriter();
        table.print(new PrintWriter(text, true));
        assertThat(text.toString().lines())
                .containsExactly(
                        "design  workload  latency ms",
                        "    58  resnet18       0.319",
                        "        vgg16           12.5",
                        "     7  a                  -");
    }
}
