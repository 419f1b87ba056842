package org.nicepim.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What does the word's width change? */
class TechnologyTest {
    private static final Technology WORDS_OF_16 = TechnologyReader.read("default");

    @Test
    void halfTheWordIsAQuarterOfTheMultiplication() {
        Technology half = WORDS_OF_16.withWordBits(8);
        assertThat(half.logic().wordBytes()).isEqualTo(1);
        assertThat(half.logic().psumBits()).isEqualTo(16);
        assertThat(half.logicEnergy().macPj())
                .isEqualTo(WORDS_OF_16.logicEnergy().macPj() / 4);
        assertThat(half.logicEnergy().peRegisterPj())
                .isEqualTo(WORDS_OF_16.logicEnergy().peRegisterPj() / 2);
        assertThat(half.logicArea().peMm2() / WORDS_OF_16.logicArea().peMm2())
                .as("between a quarter and a half")
                .isCloseTo(0.51 / 4 + 0.49 / 2, Offset.offset(1e-12));
        assertThat(half.dram()).isEqualTo(WORDS_OF_16.dram());
        assertThat(half.noc()).isEqualTo(WORDS_OF_16.noc());
    }

    /** Horowitz, ISSCC 2014: integer multiplies of 8 and 32 bits take 0.2 and 3.1 pJ. */
    @Test
    void multipliersGrowAsPublished() {
        double ratio = WORDS_OF_16.withWordBits(32).logicEnergy().macPj()
                / WORDS_OF_16.withWordBits(8).logicEnergy().macPj();
        assertThat(ratio).isCloseTo(3.1 / 0.2, Offset.offset(1.0));
    }

    @Test
    void theSameWordChangesNothing() {
        assertThat(WORDS_OF_16.withWordBits(16)).isEqualTo(WORDS_OF_16);
        Technology back = WORDS_OF_16.withWordBits(32).withWordBits(16);
        assertThat(back.logic()).isEqualTo(WORDS_OF_16.logic());
        assertThat(back.logicEnergy()).isEqualTo(WORDS_OF_16.logicEnergy());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 12, 40, -8})
    void otherWidthsAreRefused(int bits) {
        assertThatThrownBy(() -> WORDS_OF_16.withWordBits(bits))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("wordBits = " + bits + " must be 8, 16, 24 or 32");
    }
}
