package org.nicepim.cost.nest;

import java.util.ArrayList;
import java.util.List;
import org.nicepim.config.Key;
import org.nicepim.config.KeyType;
import org.nicepim.config.Section;
import org.nicepim.workload.Dim;

/** The keys of a loop nest's file. */
public final class NestSection {
    private static final KeyType TRIPS = KeyType.whole(1, 1 << 30);
    private static final KeyType PAIR = KeyType.either(TRIPS, new KeyType.ListOf(TRIPS, 2, 2));
    private static final KeyType LOOPS = new KeyType.ListOf(
            new KeyType.Text("a dim and its trips, such as K16", "[NGKCPQRS][0-9]{1,9}"), 0, Integer.MAX_VALUE);
    private static final KeyType RATE = orNothing(KeyType.decimal(1e-9, 1e15));

    private static final Section LEVEL = Section.of(
            Key.required("name", KeyType.text(), "what loops call it"),
            Key.orElse("words_per_instance", orNothing(KeyType.decimal(1, 1e15)), "no limit", "capacity")
                    .in("words"),
            Key.unread("instances", new KeyType.Anything(), "for people; how many there are follows from `spatial`"),
            Key.required(
                    "holds",
                    KeyType.listOf(
                            new KeyType.Words(List.of("ifmap", "inputs", "weight", "weights", "ofmap", "outputs"))),
                    "operands that it keeps"),
            Key.orElse("read_words_per_cycle", RATE, "no limit", "what an instance gives")
                    .in("words/cycle"),
            Key.orElse("write_words_per_cycle", RATE, "no limit", "what an instance takes")
                    .in("words/cycle"),
            Key.orElse("shared_words_per_cycle", RATE, "no limit", "what an instance gives and takes together")
                    .in("words/cycle"),
            Key.orElse(
                            "pj_per_word",
                            orNothing(KeyType.decimal(0, 1e9)),
                            "the default technology's: DRAM's transfer without a capacity, a register of at most 64 words, else an SRAM of that size",
                            "one access")
                    .in("pJ"));

    private static final Section HARDWARE = Section.of(
            Key.unread("pe_array", new KeyType.Anything(), "for people; what runs side by side follows from `spatial`"),
            Key.orElse("mac_pj", KeyType.decimal(0, 1e9), "the default technology's `macPj`", "one MAC")
                    .in("pJ"),
            Key.required(
                    "levels_inner_to_outer",
                    KeyType.listOf(LEVEL),
                    "memories, innermost first; the last one holds all operands"));

    private static final Section LOOPS_OF = Section.of(
            Key.required("level", KeyType.text(), "name of a memory; it keeps the tile of all loops at and below it"),
            Key.required("temporal", LOOPS, "loops, outermost first; may be an empty list"));

    private static final Section SPATIAL = Section.of(
            Key.required(
                    "between",
                    new KeyType.ListOf(KeyType.text(), 2, 2),
                    "two neighbouring memories, the outer one first"),
            Key.orElse("X", LOOPS, "none", "loops over columns of the PE array"),
            Key.orElse("Y", LOOPS, "none", "loops over rows of the PE array"));

    private static final String OTHERS = "figures of other programs that stand beside a nest";

    /** All keys. */
    public static final Section SECTION = Section.file(
            "nest",
            "One layer, its memories and one loop nest, for `nicepim nest`. Trips of a dim over all loops multiply to its extent.",
            Key.or("name", KeyType.text(), "nest", "what the output calls it"),
            Key.required("dims", dims(), "extents of the layer"),
            Key.or("stride", PAIR, 1, "step between outputs; one number, or [rows, columns]"),
            Key.or("dilation", PAIR, 1, "distance between filter elements; one number, or [rows, columns]"),
            Key.or("word_bits", KeyType.whole(1, 1024), 16, "width of a word, for energies that are not given")
                    .in("bits"),
            Key.or("sliding", new KeyType.Flag(), false, "true: a window that moves on fetches only what is new"),
            Key.required("hardware", HARDWARE, "memories and PEs"),
            Key.required(
                    "loops_outer_to_inner",
                    KeyType.listOf(LOOPS_OF),
                    "loops of each memory, from the outermost inwards, each at most once"),
            Key.orElse("spatial", SPATIAL, "none", "loops whose trips run side by side"),
            Key.unread("batch", new KeyType.Anything(), OTHERS),
            Key.unread("timeloop", new KeyType.Anything(), OTHERS),
            Key.unread("zigzag", new KeyType.Anything(), OTHERS));

    private NestSection() {}

    private static KeyType orNothing(KeyType type) {
        return KeyType.either(type, new KeyType.Nothing());
    }

    private static Section dims() {
        List<Key> keys = new ArrayList<>();
        for (Dim dim : Dim.values()) {
            keys.add(Key.or(dim.name(), TRIPS, 1, "extent of " + dim));
        }
        return Section.of(keys.toArray(Key[]::new));
    }
}
