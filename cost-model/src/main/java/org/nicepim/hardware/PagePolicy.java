package org.nicepim.hardware;

import java.util.List;
import java.util.Locale;

/** What a DRAM controller does with a row after a column command. */
public enum PagePolicy {
    /** Leaves it open until another row of the bank is wanted. */
    OPEN,
    /** Closes it with every column command (auto-precharge). */
    CLOSED;

    /** As files write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All words. */
    public static List<String> words() {
        return List.of(OPEN.word(), CLOSED.word());
    }

    /** The policy of a word of {@link #words()}. */
    public static PagePolicy parse(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
