package org.nicepim.workload.onnx.lower;

import java.util.ArrayList;
import java.util.List;

/** A product of two operands: with stored weights, of two activations, or a look-up in a table by unit vectors. */
final class Product {
    private Product() {}

    /**
     * Lowers a product.
     *
     * @param result letters of the result's axes
     */
    static Value of(Call call, Term first, Term second, String result) {
        if (call.isStored(second.input())) {
            return stored(call, first, second, result);
        }
        if (call.isStored(first.input())) {
            return stored(call, second, first, result);
        }
        Value a = call.value(first.input());
        Value b = call.value(second.input());
        return a.isFree() && b.isFree() ? call.free(0) : new ActivationProduct(call, first, second, result).lower();
    }

    private static Value stored(Call call, Term activation, Term weight, String result) {
        if (!call.value(activation.input()).isFree()) {
            return new StoredProduct(call, activation, weight, result).lower();
        }
        Letters letters = Letters.of(activation, weight, result);
        boolean table = weight.extent(letters.summed()) > 1
                && !letters.right().isEmpty()
                && call.parameters().isLearned(call.input(weight.input()));
        return table ? lookUp(call, activation, weight, result) : call.free(0);
    }

    /** Indices as unit vectors, as some exporters write look-ups. */
    private static Value lookUp(Call call, Term indices, Term table, String result) {
        Axes axes = call.value(indices.input()).axes();
        List<List<Atom>> found = new ArrayList<>();
        for (int i = 0; i < result.length(); i++) {
            char letter = result.charAt(i);
            found.add(
                    indices.has(letter)
                            ? axes.atoms(indices.letters().indexOf(letter))
                            : List.of(new Atom(Role.CHANNEL, table.extent(letter))));
        }
        Axes packed = Axes.packed(found);
        return new Value(packed, new Content.Table(call.input(table.input()), packed.map(), call.name()), true);
    }
}
