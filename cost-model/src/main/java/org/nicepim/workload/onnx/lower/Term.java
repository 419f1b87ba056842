package org.nicepim.workload.onnx.lower;

import java.util.List;

/**
 * An operand of a product, in Einstein's notation.
 *
 * @param input position among the node's inputs
 * @param letters one per axis
 * @param extents one per axis
 */
record Term(int input, String letters, List<Integer> extents) {
    /** Checks that each axis has its own letter. */
    Term {
        extents = List.copyOf(extents);
        if (letters.chars().distinct().count() != letters.length() || letters.length() != extents.size()) {
            throw new IllegalArgumentException("the term '" + letters + "' of a product does not name each of the "
                    + extents.size() + " axes by a letter of its own");
        }
    }

    static Term of(Call call, int input, String letters) {
        return new Term(input, letters, call.shape(input));
    }

    boolean has(char letter) {
        return letters.indexOf(letter) >= 0;
    }

    /** The extent of a letter's axis; 1 if there is none. */
    int extent(char letter) {
        return has(letter) ? extents.get(letters.indexOf(letter)) : 1;
    }

    int extent(String some) {
        return some.chars().map(letter -> extent((char) letter)).reduce(1, Math::multiplyExact);
    }

    /** Positions of letters' axes. */
    List<Integer> order(String some) {
        return some.chars().mapToObj(letters::indexOf).toList();
    }
}
