package org.nicepim.cost.planted;

import org.nicepim.results.LayerRow;

/** Prices may not know the rows that runs write. */
final class Upwards {
    private Upwards() {}

    static String name(LayerRow row) {
        return row.layer();
    }
}
