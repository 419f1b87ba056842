package org.nicepim.sim.dram;

import org.nicepim.hardware.DramOrganization;
import org.nicepim.hardware.DramSpec;

/** Which bank and row a burst of a channel lies in; addresses beyond the capacity start again. */
final class AddressMap {
    private final int banks;
    private final long columns;
    private final long rows;
    private final long bankStride;
    private final long rowStride;

    AddressMap(DramSpec spec) {
        DramOrganization organization = spec.organization();
        banks = organization.banksPerChannel();
        columns = organization.rowBursts();
        rows = organization.rowsPerBank();
        switch (spec.controller().order()) {
            case ROW_COLUMN_BANK -> {
                bankStride = 1;
                rowStride = banks * columns;
            }
            case BANK_ROW_COLUMN -> {
                bankStride = rows * columns;
                rowStride = columns;
            }
            default -> {
                bankStride = columns;
                rowStride = banks * columns;
            }
        }
    }

    int bank(long burst) {
        return (int) (burst / bankStride % banks);
    }

    int row(long burst) {
        return (int) (burst / rowStride % rows);
    }
}
