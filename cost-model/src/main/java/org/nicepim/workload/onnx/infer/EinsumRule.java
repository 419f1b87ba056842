package org.nicepim.workload.onnx.infer;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Sums of products in Einstein's notation: one letter per dim, {@code bij,bjk->bik}. Ellipses are not supported. */
final class EinsumRule {
    private EinsumRule() {}

    static List<OutputType> einsum(Operation operation) {
        String equation = operation.attributes().text("equation", "").replace(" ", "");
        if (!equation.matches("[A-Za-z,]*(->[A-Za-z]*)?")) {
            throw operation.unsupported("equation '" + equation + "' is not made of letters alone");
        }
        String[] sides = equation.split("->", -1);
        List<String> terms = List.of(sides[0].split(",", -1));
        Map<Character, Long> extents = extents(operation, terms);
        String output = sides.length == 2 ? sides[1] : implicitOutput(sides[0]);
        return operation.one(output.chars()
                .mapToLong(letter -> Optional.ofNullable(extents.get((char) letter))
                        .orElseThrow(() -> operation.wrong(
                                "letter '" + (char) letter + "' of the output is in no input of '" + equation + "'")))
                .toArray());
    }

    private static Map<Character, Long> extents(Operation operation, List<String> terms) {
        if (terms.size() != operation.inputs()) {
            throw operation.wrong("an equation for " + terms.size() + " inputs, but there are " + operation.inputs());
        }
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
