package org.nicepim.workload.onnx.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nicepim.workload.FeatureMap;
import org.nicepim.workload.Layer;
import org.nicepim.workload.LayerDims;
import org.nicepim.workload.LayerType;
import org.nicepim.workload.Operand;
import org.nicepim.workload.Tensor;
import org.nicepim.workload.Window;

/**
 * A product of an activation with stored weights, on whichever side they stand: P and Q are positions, N the batch, C what is
 * summed up, K the weights' own axes. Axes that activation and weights share stand on G.
 */
final class StoredProduct {
    private final Call call;
    private final Term activation;
    private final Term weight;
    private final String result;
    private final String groups;
    private final String kept;
    private final String outputs;
    private final String summed;

    StoredProduct(Call call, Term activation, Term weight, String result) {
        Letters letters = Letters.of(activation, weight, result);
        this.call = call;
        this.activation = activation;
        this.weight = weight;
        this.result = result;
        this.groups = Letters.those(
                letters.batch(), letter -> weight.extent((char) letter) > 1 && activation.extent((char) letter) > 1);
        // Where the activation has one position, the weights' axis is one of outputs.
        String wider = Letters.those(
                letters.batch(), letter -> weight.extent((char) letter) > 1 && activation.extent((char) letter) == 1);
        this.kept = Letters.those(letters.batch(), letter -> weight.extent((char) letter) == 1) + letters.left();
        this.outputs = wider + letters.right();
        this.summed = letters.summed();
    }

    Value lower() {
        Value read = call.value(activation.input());
        Folded folded = read.content() instanceof Content.Padded
                ? new Folded(call.whole(activation.input()), Optional.empty(), Set.of())
                : Folded.of(call, read, true);
        Value whole = folded.value();
        Axes ordered = whole.axes().permuted(activation.order(groups + kept + summed));
        Axes axes = isNatural(ordered) ? ordered : positions(ordered);
        Tensor input = call.writer().shaped(call.name(), LayerWriter.tensor(whole), axes.map());
        Draft draft = add(axes.map(), input);
        folded.vectors().forEach(vector -> draft.addParameters(call.parameters().claim(vector)));
        Value product = call.writer().result(draft, results(axes));
        return product.with(product.axes().permuted(Letters.order(groups + kept + outputs, result)));
    }

    /** True if channels are summed up, and nothing else lies on them. */
    private boolean isNatural(Axes axes) {
        for (int axis = 0; axis < axes.rank(); axis++) {
            boolean isSummed = axis >= groups.length() + kept.length();
            boolean fits = isSummed
                    ? axes.isAll(axis, Role.CHANNEL)
                    : axes.atoms(axis).stream().noneMatch(atom -> atom.role() == Role.CHANNEL);
            if (!fits) {
                return false;
            }
        }
        return groups.isEmpty();
    }

    /** What is summed up and what is grouped lies on the channels; what remains, but for the batch, on the rows. */
    private Axes positions(Axes axes) {
        List<List<Atom>> atoms = new ArrayList<>();
        for (int axis = 0; axis < axes.rank(); axis++) {
            boolean isKept = axis >= groups.length() && axis < groups.length() + kept.length();
            atoms.add(axes.atoms(axis).stream()
                    .map(atom -> new Atom(isKept ? position(atom.role()) : Role.CHANNEL, atom.size()))
                    .toList());
        }
        return Axes.packed(atoms);
    }

    private static Role position(Role role) {
        return role == Role.N ? Role.N : Role.ROW;
    }

    private Draft add(FeatureMap map, Tensor input) {
        int g = weight.extent(groups);
        LayerDims dims =
                new LayerDims(map.n(), g, weight.extent(outputs), weight.extent(summed), map.rows(), map.cols(), 1, 1);
        Optional<Integer> bits = ConvLowering.weigh(call, call.input(weight.input()));
        return call.layers()
                .add(
                        call.name(),
                        free -> new Layer(
                                free,
                                LayerType.MATRIX_PRODUCT,
                                dims,
                                Window.identity(map.rows(), map.cols()),
                                input.as(Operand.IFMAP),
                                0,
                                1,
                                bits));
    }

    /** Axes of groups, of what is kept, which lies where it lay, and of outputs. */
    private Axes results(Axes axes) {
        List<List<Atom>> atoms = new ArrayList<>(axes.axes().subList(0, groups.length() + kept.length()));
        outputs.chars().forEach(letter -> atoms.add(List.of(new Atom(Role.CHANNEL, weight.extent((char) letter)))));
        List<List<Atom>> packed = new ArrayList<>(Axes.packed(atoms).axes());
        for (int axis = groups.length(); axis < groups.length() + kept.length(); axis++) {
            packed.set(axis, axes.atoms(axis));
        }
        return new Axes(packed);
    }
}
