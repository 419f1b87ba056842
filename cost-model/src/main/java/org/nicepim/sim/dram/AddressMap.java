package org.nicepim.sim.dram;

import org.nicepim.hardware.DramOrganization;
import org.nicepim.hardware.DramSpec;

/** Which bank and row a burst of a channel lies in; addresses beyond the capacity start again. */
final class AddressMap {
    private final Digit bank;
    private final Digit row;

    AddressMap(DramSpec spec) {
        DramOrganization organization = spec.organization();
        long banks = organization.banksPerChannel();
        long columns = organization.rowBursts();
        long rows = organization.rowsPerBank();
        switch (spec.controller().order()) {
            case ROW_COLUMN_BANK -> {
                bank = Digit.of(1, banks);
                row = Digit.of(banks * columns, rows);
            }
            case BANK_ROW_COLUMN -> {
                bank = Digit.of(rows * columns, banks);
                row = Digit.of(columns, rows);
            }
            default -> {
                bank = Digit.of(columns, banks);
                row = Digit.of(banks * columns, rows);
            }
        }
    }

    int bank(long burst) {
        return bank.of(burst);
    }

    int row(long burst) {
        return row.of(burst);
    }

    /** {@code number / stride % count}; shifts where both are powers of two, since divisions are slow. */
    private record Digit(long stride, long count, boolean shifts, int shift) {
        static Digit of(long stride, long count) {
            boolean shifts = Long.bitCount(stride) == 1 && Long.bitCount(count) == 1;
            return new Digit(stride, count, shifts, Long.numberOfTrailingZeros(stride));
        }

        int of(long number) {
            return (int) (shifts ? number >> shift & count - 1 : number / stride % count);
        }
    }
}
