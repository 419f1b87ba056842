package org.nicepim.cost.area;

import org.nicepim.hardware.BufferFigures;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.hardware.SramModel;
import org.nicepim.hardware.Technology;

/**
 * How a node's buffer is built from SRAM macros.
 *
 * <p>Banking rule: a buffer feeds one side of the PE array with one word per row (ifmap) or column (weight, ofmap) and cycle. Its
 * port is that wide. Each half of the double buffer is cut into ⌈port / 256 bits⌉ banks that work side by side, so that no macro has
 * words of more than 256 bits; halves and banks are macros of their own with one read-write port each.
 *
 * <pre>
 *   ifmap   port = peRows × wordBits
 *   weight  port = peCols × wordBits
 *   ofmap   port = peCols × psumBits, twice: even and odd positions are macros of their own, so that psums are read and written in a cycle
 * </pre>
 *
 * @param macros number of macros: two halves times the banks of a half
 * @param macroBytes capacity of a macro, rounded up
 * @param macroBits bits of one access to a macro
 * @param macro figures of one macro
 */
public record BufferMacros(int macros, long macroBytes, int macroBits, SramModel.Sram macro) {
    /** Widest word of a macro in bits. */
    public static final int MOST_MACRO_BITS = 256;

    private static final int HALVES = 2;
    /** Even and odd positions: psums of one are read while those of the other are written. */
    private static final int INTERLEAVED = 2;

    /** The ifmap buffer of a node. */
    public static BufferMacros ifmap(HardwareConfig hardware) {
        Technology technology = hardware.technology();
        return of(
                        hardware.ifmapBufferBytes(),
                        hardware.peRows() * technology.logic().wordBits(),
                        HALVES,
                        technology.sram())
                .with(technology.measured().ifmap(), technology.logic().wordBits());
    }

    /** The weight buffer of a node. */
    public static BufferMacros weight(HardwareConfig hardware) {
        Technology technology = hardware.technology();
        return of(
                        hardware.weightBufferBytes(),
                        hardware.peCols() * technology.logic().wordBits(),
                        HALVES,
                        technology.sram())
                .with(technology.measured().weight(), technology.logic().wordBits());
    }

    /** The ofmap buffer of a node. */
    public static BufferMacros ofmap(HardwareConfig hardware) {
        Technology technology = hardware.technology();
        return of(
                        hardware.ofmapBufferBytes(),
                        hardware.peCols() * technology.logic().psumBits(),
                        HALVES * INTERLEAVED,
                        technology.sram())
                .with(technology.measured().ofmap(), technology.logic().psumBits());
    }

    /**
     * A buffer by the banking rule.
     *
     * @param bytes capacity, both halves
     * @param portBits bits that the PE array takes in a cycle
     * @param parts equal parts that are macros of their own: halves of the double buffer, interleaved positions
     * @param sram the macros to build it from
     */
    public static BufferMacros of(int bytes, int portBits, int parts, SramModel sram) {
        int banks = ceilDiv(portBits, MOST_MACRO_BITS);
        int macros = parts * banks;
        int macroBytes = ceilDiv(bytes, macros);
        int macroBits = ceilDiv(portBits, banks);
        return new BufferMacros(macros, macroBytes, macroBits, sram.macro(macroBytes, macroBits));
    }

    /** The same macros with a user's figures of the buffer in place of theirs. */
    private BufferMacros with(BufferFigures figures, int wordBits) {
        double words = (double) macroBits / wordBits;
        SramModel.Sram own = new SramModel.Sram(
                figures.areaMm2().times(1.0 / macros).or(macro.areaMm2()),
                figures.readPjPerWord().times(words).or(macro.readPj()),
                figures.writePjPerWord().times(words).or(macro.writePj()),
                figures.leakageMw().times(1.0 / macros).or(macro.leakageMw()));
        return new BufferMacros(macros, macroBytes, macroBits, own);
    }

    private static int ceilDiv(int a, int b) {
        return (a - 1) / b + 1;
    }

    /** Area of the buffer. */
    public double areaMm2() {
        return macros * macro.areaMm2();
    }

    /** Leakage of the buffer. */
    public double leakageMw() {
        return macros * macro.leakageMw();
    }

    /** Energy of reading a byte, in accesses of full width. */
    public double readPjPerByte() {
        return macro.readPj() * 8 / macroBits;
    }

    /** Energy of writing a byte, in accesses of full width. */
    public double writePjPerByte() {
        return macro.writePj() * 8 / macroBits;
    }
}
