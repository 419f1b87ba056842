package org.nicepim.workload.onnx.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nicepim.workload.FeatureMap;
import org.nicepim.workload.Layer;
import org.nicepim.workload.LayerDims;
import org.nicepim.workload.LayerInput;
import org.nicepim.workload.LayerType;
import org.nicepim.workload.Operand;
import org.nicepim.workload.Tensor;
import org.nicepim.workload.Window;

/**
 * A product of two activations: attention. The second one's channels are summed up in scores, its positions in a context.
 *
 * <p>Axes of the batch, such as samples and heads, stand on G, rows of the first operand on P, columns of the second one on K.
 * Where the second operand is repeated along an axis of the batch, as keys and values of grouped queries are, the repeats stand
 * on P before the rows, so that each of its words is read once.
 */
final class ActivationProduct {
    private final Call call;
    private final Term first;
    private final Term second;
    private final String result;
    private final Letters letters;

    ActivationProduct(Call call, Term first, Term second, String result) {
        this.call = call;
        this.first = first;
        this.second = second;
        this.result = result;
        this.letters = Letters.of(first, second, result);
    }

    Value lower() {
        Value keys = keys();
        Value queries = queries();
        Axes axes = keys.axes().permuted(second.order(letters.batch() + letters.summed() + letters.right()));
        LayerType type = type(axes);
        int groups = extent(axes, 0, letters.batch().length());
        int width = second.extent(letters.summed());
        int outputs = second.extent(letters.right());
        int rows = Math.toIntExact(queries.axes().map().words() / groups / width);
        LayerDims dims = new LayerDims(1, groups, outputs, width, rows, 1, 1, 1);
        Draft draft = add(type, dims, LayerWriter.tensor(queries), LayerWriter.tensor(keys));
        Value product = call.writer().result(draft, type == LayerType.ATTENTION_SCORES ? scores(axes) : context(axes));
        String order = letters.batch() + letters.left() + letters.right();
        return product.with(product.axes().permuted(Letters.order(order, result)));
    }

    /** The first operand has its own words for all of the batch. */
    private Value queries() {
        Value value = call.value(first.input());
        List<Integer> full = first.letters()
                .chars()
                .mapToObj(letter -> Math.max(
                        first.extent((char) letter),
                        letters.batch().indexOf(letter) < 0 ? 1 : second.extent((char) letter)))
                .toList();
        return call.writer().whole(call.name(), value.with(value.axes().repeated(full)));
    }

    /** The second operand is repeated along axes of the batch alone. */
    private Value keys() {
        Value value = call.writer().written(call.name(), call.value(second.input()));
        boolean repeats = (letters.summed() + letters.right())
                .chars()
                .anyMatch(letter -> value.axes().atoms(second.letters().indexOf(letter)).stream()
                        .anyMatch(Atom::repeats));
        return repeats ? call.writer().whole(call.name(), value) : value;
    }

    private static int extent(Axes axes, int from, int to) {
        return IntStream.range(from, to)
                .flatMap(axis -> axes.atoms(axis).stream()
                        .filter(atom -> !atom.repeats())
                        .mapToInt(Atom::size))
                .reduce(1, Math::multiplyExact);
    }

    private LayerType type(Axes axes) {
        int at = letters.batch().length();
        Optional<Atom> summed = axes.axes().subList(at, at + letters.summed().length()).stream()
                .flatMap(List::stream)
                .findFirst();
        boolean positions = summed.map(atom -> atom.role() == Role.ROW || atom.role() == Role.COL)
                .orElse(true);
        return positions ? LayerType.ATTENTION_CONTEXT : LayerType.ATTENTION_SCORES;
    }

    private Draft add(LayerType type, LayerDims dims, Tensor queries, Tensor keys) {
        boolean scores = type == LayerType.ATTENTION_SCORES;
        FeatureMap ifmap = new FeatureMap(1, Math.multiplyExact(dims.g(), dims.c()), dims.p(), 1);
        int channels = Math.multiplyExact(dims.g(), scores ? dims.c() : dims.k());
        FeatureMap weight = new FeatureMap(1, channels, scores ? dims.k() : dims.c(), 1);
        List<LayerInput> inputs = new ArrayList<>();
        inputs.addAll(call.writer().shaped(call.name(), queries, ifmap).as(Operand.IFMAP));
        inputs.addAll(call.writer().shaped(call.name(), keys, weight).as(Operand.WEIGHT));
        Window window = Window.identity(dims.p(), 1);
        return call.layers()
                .add(call.name(), free -> new Layer(free, type, dims, window, inputs, 0, 1, Optional.empty()));
    }

    /** As the layer writes them: channels are batch, heads and keys, rows are queries. */
    private Axes scores(Axes keys) {
        List<List<Atom>> axes = new ArrayList<>();
        for (int i = 0; i < letters.batch().length(); i++) {
            axes.add(batchAtoms(keys, i, Role.ROW, false));
        }
        return rest(axes);
    }

    /** As hidden vectors: the batch of the values is the batch, the words of all heads of a query are channels. */
    private Axes context(Axes values) {
        List<List<Atom>> axes = new ArrayList<>();
        for (int i = 0; i < letters.batch().length(); i++) {
            axes.add(batchAtoms(values, i, Role.CHANNEL, true));
        }
        return rest(axes);
    }

    private List<Atom> batchAtoms(Axes keys, int axis, Role repeats, boolean keepRoles) {
        char letter = letters.batch().charAt(axis);
        List<Atom> atoms = new ArrayList<>();
        int wider = first.extent(letter) / Math.min(first.extent(letter), second.extent(letter));
        atoms.add(new Atom(repeats, wider));
        for (Atom atom : keys.atoms(axis)) {
            Role own = keepRoles ? atom.role() : Role.CHANNEL;
            atoms.add(new Atom(atom.repeats() ? repeats : own, atom.size()));
        }
        return atoms;
    }

    private Axes rest(List<List<Atom>> batch) {
        List<List<Atom>> axes = new ArrayList<>(batch);
        letters.left().chars().forEach(letter -> axes.add(List.of(new Atom(Role.ROW, first.extent((char) letter)))));
        letters.right()
                .chars()
                .forEach(letter -> axes.add(List.of(new Atom(Role.CHANNEL, second.extent((char) letter)))));
        return Axes.packed(axes);
    }
}
