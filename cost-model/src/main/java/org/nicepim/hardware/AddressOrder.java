package org.nicepim.hardware;

import java.util.Arrays;
import java.util.List;

/** Which part of an address picks row, bank and column inside a channel, most significant first. */
public enum AddressOrder {
    /** Row, bank, column: a stream goes through all columns of a row, then to the next bank. */
    ROW_BANK_COLUMN("RoBaCo"),
    /** Row, column, bank: successive bursts go to successive banks. */
    ROW_COLUMN_BANK("RoCoBa"),
    /** Bank, row, column: a stream stays in one bank. */
    BANK_ROW_COLUMN("BaRoCo");

    private final String word;

    AddressOrder(String word) {
        this.word = word;
    }

    /** As files write it. */
    public String word() {
        return word;
    }

    /** All words. */
    public static List<String> words() {
        return Arrays.stream(values()).map(AddressOrder::word).toList();
    }

    /** The order of a word of {@link #words()}. */
    public static AddressOrder parse(String word) {
        return Arrays.stream(values())
                .filter(order -> order.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("address order " + word + " is none of " + words()));
    }
}
