package org.nicepim.workload.onnx.infer;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Sums of products in Einstein's notation: one letter per dim, {@code bij,bjk->bik}. An ellipsis stands for outer dims that
 * broadcast; inside, digits take its place, the last dim being 9.
 */
final class EinsumRule {
    private EinsumRule() {}

    private static final String OUTER = "0123456789";

    static List<OutputType> einsum(Operation operation) {
        String equation = operation.attributes().text("equation", "").replace(" ", "");
        if (!equation.matches("([A-Za-z,]|\\.{3})*(->([A-Za-z]|\\.{3})*)?")) {
            throw operation.wrong("equation '" + equation + "' is no list of letters, commas, ellipses and one arrow");
        }
        String[] sides = equation.split("->", -1);
        List<String> terms = named(operation, List.of(sides[0].split(",", -1)));
        Map<Character, Long> extents = extents(operation, terms);
        String outer = OUTER.chars()
                .filter(digit -> extents.containsKey((char) digit))
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        String output =
                sides.length == 2 ? sides[1].replace("...", outer) : outer + implicitOutput(sides[0].replace(".", ""));
        return operation.one(output.chars()
                .mapToLong(letter -> Optional.ofNullable(extents.get((char) letter))
                        .orElseThrow(() -> operation.wrong(
                                "letter '" + (char) letter + "' of the output is in no input of '" + equation + "'")))
                .toArray());
    }

    /** The terms with digits for the dims that an ellipsis stands for. */
    private static List<String> named(Operation operation, List<String> terms) {
        if (terms.size() != operation.inputs()) {
            throw operation.wrong("an equation for " + terms.size() + " inputs, but there are " + operation.inputs());
        }
        return IntStream.range(0, terms.size())
                .mapToObj(i -> {
                    int letters = terms.get(i).replace(".", "").length();
                    int hidden = Math.max(0, Math.min(OUTER.length(), operation.rank(i) - letters));
                    return terms.get(i).replace("...", OUTER.substring(OUTER.length() - hidden));
                })
                .toList();
    }

    private static Map<Character, Long> extents(Operation operation, List<String> terms) {
        Map<Character, Long> extents = new HashMap<>();
        for (int i = 0; i < terms.size(); i++) {
            long[] shape = operation.shape(i);
            if (shape.length != terms.get(i).length()) {
                throw operation.wrong("term '" + terms.get(i) + "' does not fit shape " + Arrays.toString(shape));
            }
            for (int axis = 0; axis < shape.length; axis++) {
                merge(operation, extents, terms.get(i).charAt(axis), shape[axis]);
            }
        }
        return extents;
    }

    private static void merge(Operation operation, Map<Character, Long> extents, char letter, long extent) {
        long known = extents.getOrDefault(letter, 1L);
        if (known != extent && known != 1 && extent != 1) {
            throw operation.wrong("letter '" + letter + "' stands for " + known + " and for " + extent);
        }
        extents.put(letter, Math.max(known, extent));
    }

    /** Without an arrow: the letters that occur once, in the alphabet's order. */
    private static String implicitOutput(String terms) {
        return Stream.of(terms.replace(",", "").split("", -1))
                .filter(letter -> !letter.isEmpty() && terms.indexOf(letter) == terms.lastIndexOf(letter))
                .sorted()
                .collect(Collectors.joining());
    }
}
