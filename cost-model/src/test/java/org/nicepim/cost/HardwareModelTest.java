package org.nicepim.cost;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.hardware.HardwareReader;
import org.nicepim.hardware.TechnologyReader;

/** Do prices follow the technology's figures? */
class HardwareModelTest {
    private static final HardwareConfig CHIP = HardwareReader.read("chip4x4");
    private static final HardwareModel USUAL = new HardwareModel(CHIP);

    @Test
    void figuresOfOnesOwnAreThePrices() {
        HardwareModel own =
                new HardwareModel(CHIP.with(TechnologyReader.read("../conf/technology/example_tables/tables.yaml")));
        assertThat(own.macPj()).isEqualTo(0.48);
        assertThat(own.vectorOpPj()).isEqualTo(0.25);
        assertThat(own.peRegisterPj()).isEqualTo(0.05);
        assertThat(own.dramPj(1, 1, 0)).isCloseTo(8 * 0.8 + 900, Offset.offset(1e-9));
        HardwareModel.BufferEnergy words = own.bufferEnergy();
        assertThat(words.ifmapReadPj()).isCloseTo(0.45, Offset.offset(1e-9));
        assertThat(words.ifmapWritePj()).isCloseTo(0.75, Offset.offset(1e-9));
        assertThat(words.ofmapReadPj()).as("a psum").isCloseTo(0.55, Offset.offset(1e-9));
        assertThat(words.ofmapWritePj()).isEqualTo(USUAL.bufferEnergy().ofmapWritePj());
        assertThat(words.weightReadPj()).isEqualTo(USUAL.bufferEnergy().weightReadPj());
        assertThat(own.area().totalMm2()).as("synthesised").isCloseTo(27.4, Offset.offset(1e-9));
        double pitchMm = Math.sqrt(27.4 / 16);
        assertThat(own.nocPj(1, 0)).isCloseTo(8 * (0.1 + 0.1 * pitchMm), Offset.offset(1e-9));
    }

    @Test
    void aHopCostsMoreOnALargerNode() {
        HardwareModel large = new HardwareModel(HardwareReader.read("chip4x4"));
        HardwareModel small = new HardwareModel(HardwareReader.read("chip8x8"));
        assertThat(large.area().nodePitchMm()).isGreaterThan(small.area().nodePitchMm());
        assertThat(large.nocPj(1, 0)).isGreaterThan(small.nocPj(1, 0));
    }
}
