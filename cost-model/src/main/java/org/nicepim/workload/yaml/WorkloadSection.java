package org.nicepim.workload.yaml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nicepim.config.Key;
import org.nicepim.config.KeyType;
import org.nicepim.config.Section;
import org.nicepim.workload.Dim;
import org.nicepim.workload.Generation;
import org.nicepim.workload.LayerType;
import org.nicepim.workload.Window;

/** The keys of a workload's file. */
public final class WorkloadSection {
    private static final KeyType EXTENT = KeyType.whole(1, Integer.MAX_VALUE);
    private static final KeyType SPAN = new KeyType.ListOf(KeyType.whole(0, Integer.MAX_VALUE), 2, 2);
    /** Strides and dilations: one number, or rows and columns. */
    private static final KeyType STEP = numbers(1, 2);
    /** One number, or rows and columns, or top, left, bottom, right. */
    private static final KeyType PAD = numbers(0, 4);

    private static final Section SHAPE = Section.of(
            Key.orElse("n", EXTENT, "the workload's batch", "samples"),
            Key.required("channels", EXTENT, "channels"),
            Key.or("rows", EXTENT, 1, "rows"),
            Key.or("cols", EXTENT, 1, "columns"));

    private static final Section SPANS = spans();

    private static final Section INPUT = Section.of(
            Key.required("from", KeyType.text(), "earlier layer, or input of the workload"),
            Key.orElse(
                    "operand",
                    new KeyType.Words(List.of("ifmap", "weight")),
                    "`ifmap`; `weight` for the second of two inputs of an attention product",
                    "operand that it fills"),
            Key.orElse("part", SPANS, "all of it", "what is read of the producer's tensor"),
            Key.orElse(
                    "place",
                    SPANS,
                    "beside the inputs before it, along the channels",
                    "where it stands in the operand"));

    private static final Section WINDOW = Section.of(
            Key.or("stride", STEP, 1, "step between outputs; one number, or [rows, columns]"),
            Key.or("dilation", STEP, 1, "distance between filter elements; one number, or [rows, columns]"),
            Key.or("pad", PAD, 0, "zeros around the input; one number, [rows, columns], or [top, left, bottom, right]"),
            Key.orElse("rows", EXTENT, "those of the inputs", "rows of the input"),
            Key.orElse("cols", EXTENT, "those of the inputs", "columns of the input"));

    private static final Section LAYER = Section.of(
            Key.required("name", KeyType.text(), "unique in the workload"),
            Key.required("type", new KeyType.Words(words()), "what it computes"),
            Key.orElse(
                    "inputs",
                    KeyType.listOf(KeyType.either(KeyType.text(), INPUT)),
                    "none",
                    "what it reads: names of earlier layers or of inputs, or parts of them"),
            Key.orElse(
                    "dims",
                    dims(),
                    "what follows from inputs and window",
                    "extents; `K` must be said where there are weights, unless `G` is"),
            Key.orElse("window", WINDOW, "each output looks at one position", "how filters slide over the input"),
            Key.or(
                            "extraParameters",
                            KeyType.whole(0, Long.MAX_VALUE),
                            0,
                            "parameters beside the weights, such as biases")
                    .in("words"),
            Key.or("opsPerPoint", KeyType.whole(1, Integer.MAX_VALUE), 1, "vector operations per point of a reduction"),
            Key.orElse("weightBits", KeyType.whole(1, 64), "the technology's word", "bits of a stored weight in DRAM")
                    .in("bits"));

    private static final Section GENERATION = Section.of(
            Key.required(
                    "phase",
                    new KeyType.Words(Generation.Phase.words()),
                    "whether a run reads a prompt or makes tokens"),
            Key.required("sequences", EXTENT, "sequences at once"),
            Key.or("newTokens", EXTENT, 1, "tokens that a run reads or makes, of each sequence"),
            Key.or(
                    "pastTokens",
                    KeyType.whole(0, Integer.MAX_VALUE),
                    0,
                    "tokens whose keys and values are there already, of each sequence"));

    /** All keys. */
    public static final Section SECTION = Section.file(
            "workload",
            "A workload written by hand: tensors that it reads and layers in an order in which each stands behind all that it reads."
                    + " `nicepim workloads NAME --out FILE.yaml` writes any workload in this form.",
            Key.required("name", KeyType.text(), "what rows and messages call it"),
            Key.or("batch", EXTENT, 1, "inputs, or sequences, computed together"),
            Key.orElse(
                    "inputs",
                    new KeyType.MapOf(SHAPE),
                    "none",
                    "tensors that the workload reads, by names of your own"),
            Key.required("layers", KeyType.listOf(LAYER), "what it computes"),
            Key.orElse(
                    "outputs",
                    KeyType.listOf(KeyType.text()),
                    "what no layer reads",
                    "layers and inputs that must lie in DRAM in the end"),
            Key.orElse("generation", GENERATION, "no language model", "what a run of a language model means"));

    private WorkloadSection() {}

    private static KeyType numbers(int least, int most) {
        KeyType number = KeyType.whole(least, Window.MOST);
        return KeyType.either(number, new KeyType.ListOf(number, 1, most));
    }

    private static List<String> words() {
        return Arrays.stream(LayerType.values()).map(Words::of).toList();
    }

    private static Section spans() {
        List<Key> keys = new ArrayList<>();
        Words.AXES.forEach((axis, word) ->
                keys.add(Key.orElse(word, SPAN, "whole", "[first, end): from the first position to before the last")));
        return Section.of(keys.toArray(Key[]::new));
    }

    private static Section dims() {
        List<Key> keys = new ArrayList<>();
        for (Dim dim : Dim.values()) {
            keys.add(Key.orElse(dim.name(), EXTENT, "what follows, else 1", meaning(dim)));
        }
        return Section.of(keys.toArray(Key[]::new));
    }

    private static String meaning(Dim dim) {
        return switch (dim) {
            case N -> "batch";
            case G -> "groups";
            case K -> "output channels of a group";
            case C -> "input channels of a group";
            case P -> "output rows";
            case Q -> "output columns";
            case R -> "filter rows";
            case S -> "filter columns";
        };
    }
}
