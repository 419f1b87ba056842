package org.nicepim.workload.onnx.lower;

import java.util.List;
import java.util.Optional;

/** Matrix products, by which operands stand where and how they are transposed. */
final class ProductLowering {
    private static final String DIGITS = "0123456789";

    private ProductLowering() {}

    /** MatMul, MatMulInteger, FusedMatMul. */
    static void matMul(Call call) {
        call.returns(matMul(call, 1));
    }

    /** Each operand is followed by its scale and zero point. */
    static void quantisedMatMul(Call call) {
        call.returns(matMul(call, 3));
    }

    /** A vector in front is a row, one behind a column; both vanish. Outer axes are the batch. */
    private static Value matMul(Call call, int second) {
        int firstRank = call.shape(0).size();
        int secondRank = call.shape(second).size();
        int outer = Math.max(0, Math.max(firstRank, secondRank) - 2);
        String batch = outer(outer);
        String a = transposed(call, "transA", "mk");
        String b = transposed(call, "transB", "kn");
        Term left = aligned(call, 0, firstRank == 1 ? "k" : a, batch);
        Term right = aligned(call, second, secondRank == 1 ? "k" : b, batch);
        String result = batch + (firstRank == 1 ? "" : "m") + (secondRank == 1 ? "" : "n");
        return Product.of(call, left, right, result);
    }

    private static String transposed(Call call, String attribute, String letters) {
        boolean swapped = call.attributes().integer(attribute, 0) != 0;
        return swapped ? "" + letters.charAt(1) + letters.charAt(0) : letters;
    }

    private static String outer(int axes) {
        StringBuilder letters = new StringBuilder();
        for (int axis = 0; axis < axes; axis++) {
            letters.append((char) ('A' + axis));
        }
        return letters.toString();
    }

    private static Term aligned(Call call, int input, String letters, String batch) {
        int outer = call.shape(input).size() - letters.length();
        return Term.of(call, input, batch.substring(batch.length() - outer) + letters);
    }

    /** Gemm and FusedGemm; the third operand is added. */
    static void gemm(Call call) {
        gemm(call, 1, 2);
    }

    /** Each operand is followed by its scale and zero point. */
    static void quantisedGemm(Call call) {
        gemm(call, 3, 6);
    }

    private static void gemm(Call call, int second, int bias) {
        Term a = Term.of(call, 0, transposed(call, "transA", "mk"));
        Term b = Term.of(call, second, transposed(call, "transB", "kn"));
        Value product = Product.of(call, a, b, "mn");
        call.returns(product);
        if (call.isStored(bias)) {
            layerOf(product).ifPresent(draft -> ConvLowering.addBias(call, draft, bias));
        } else if (call.has(bias) && !call.value(bias).isFree()) {
            call.returns(Combination.of(
                    call, call.name() + "/sum", List.of(product, call.value(bias)), call.outputShape(), List.of()));
        }
    }

    private static Optional<Draft> layerOf(Value product) {
        return product.content() instanceof Content.Known known ? known.source().layer() : Optional.empty();
    }

    /** Letters as the node has them; an ellipsis stands for axes that digits name from the last one, 9. */
    static void einsum(Call call) {
        String equation = call.attributes().text("equation", "").replace(" ", "");
        String[] sides = equation.split("->", -1);
        String[] terms = sides[0].split(",", -1);
        if (terms.length > 2) {
            throw new IllegalArgumentException("a product of " + terms.length + " operands is not supported; two are");
        }
        Term first = einsumTerm(call, 0, terms[0]);
        String result = einsumResult(call, sides, terms);
        if (terms.length == 1) {
            call.returns(permuted(call, first, result));
            return;
        }
        call.returns(Product.of(call, first, einsumTerm(call, 1, terms[1]), result));
    }

    private static Value permuted(Call call, Term term, String result) {
        Value value = call.value(0);
        if (result.length() != term.letters().length()) {
            throw new IllegalArgumentException("a sum of one operand is not supported; ReduceSum is");
        }
        Value base = value.content() instanceof Content.Padded ? call.whole(0) : value;
        return base.with(base.axes().permuted(term.order(result)));
    }

    private static Term einsumTerm(Call call, int input, String term) {
        int hidden = call.shape(input).size() - term.replace(".", "").length();
        return Term.of(call, input, term.replace("...", DIGITS.substring(DIGITS.length() - Math.max(0, hidden))));
    }

    private static String einsumResult(Call call, String[] sides, String[] terms) {
        int rank = call.outputShape().size();
        if (sides.length == 2) {
            int hidden = rank - sides[1].replace(".", "").length();
            return sides[1].replace("...", DIGITS.substring(DIGITS.length() - Math.max(0, hidden)));
        }
        String all = String.join("", terms).replace(".", "");
        StringBuilder once = new StringBuilder();
        all.chars()
                .sorted()
                .filter(letter -> all.indexOf(letter) == all.lastIndexOf(letter))
                .forEach(letter -> once.append((char) letter));
        return DIGITS.substring(DIGITS.length() - (rank - once.length())) + once;
    }
}
