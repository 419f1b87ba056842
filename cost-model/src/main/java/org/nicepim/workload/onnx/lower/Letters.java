package org.nicepim.workload.onnx.lower;

import java.util.List;
import java.util.function.IntPredicate;

/**
 * The axes of a product of two operands by where they occur.
 *
 * @param batch in both operands and in the result
 * @param left in the first operand and in the result
 * @param right in the second operand and in the result
 * @param summed in both operands alone: over these is summed up
 */
record Letters(String batch, String left, String right, String summed) {
    static Letters of(Term first, Term second, String result) {
        String batch = those(first.letters(), letter -> second.has((char) letter) && result.indexOf(letter) >= 0);
        String summed = those(first.letters(), letter -> second.has((char) letter) && result.indexOf(letter) < 0);
        String left = those(first.letters(), letter -> !second.has((char) letter));
        String right = those(second.letters(), letter -> !first.has((char) letter));
        if ((batch + left + right).length() != result.length()
                || !result.chars().allMatch(letter -> (batch + left + right).indexOf(letter) >= 0)) {
            throw new IllegalArgumentException("the product " + first.letters() + "," + second.letters() + "->" + result
                    + " sums over an axis of one operand, which is not supported");
        }
        return new Letters(batch, left, right, summed);
    }

    static String those(String letters, IntPredicate which) {
        StringBuilder found = new StringBuilder();
        letters.chars().filter(which).forEach(letter -> found.append((char) letter));
        return found.toString();
    }

    /** For each axis of the result, which of the letters it is. */
    static List<Integer> order(String letters, String result) {
        return result.chars().mapToObj(letters::indexOf).toList();
    }
}
