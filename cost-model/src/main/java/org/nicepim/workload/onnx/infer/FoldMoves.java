package org.nicepim.workload.onnx.infer;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.nicepim.workload.onnx.graph.Extents;
import org.nicepim.workload.onnx.graph.TensorValues;

/** Small constants picked, moved and repeated. */
final class FoldMoves {
    private FoldMoves() {}

    static Map<String, FoldRule> rules() {
        Map<String, FoldRule> rules = new HashMap<>();
        for (String op : new String[] {"Reshape", "Flatten", "Squeeze", "Unsqueeze"}) {
            rules.put(op, (operation, output, index) -> Optional.of(operation.values(0)));
        }
        rules.put("Transpose", FoldMoves::transpose);
        rules.put("Concat", FoldMoves::concat);
        rules.put("Split", FoldMoves::split);
        rules.put("Slice", FoldMoves::slice);
        rules.put("Gather", FoldMoves::gather);
        rules.put("GatherElements", FoldMoves::gatherElements);
        rules.put("Expand", FoldMoves::expand);
        rules.put("Tile", FoldMoves::tile);
        rules.put("ScatterND", FoldMoves::scatterNd);
        return rules;
    }

    /** Reads input 0 at positions that follow from positions of the output. */
    private static Optional<TensorValues> pick(Operation operation, OutputType output, UnaryOperator<int[]> source) {
        long[] dims = operation.shape(0);
        TensorValues values = operation.values(0);
        return Optional.of(
                Positions.fill(output.dims(), position -> values.at(Positions.flat(dims, source.apply(position)))));
    }

    private static Optional<TensorValues> transpose(Operation operation, OutputType output, int index) {
        int[] order = LayoutRules.order(operation, operation.rank(0));
        return pick(operation, output, position -> {
            int[] source = new int[order.length];
            IntStream.range(0, order.length).forEach(axis -> source[order[axis]] = position[axis]);
            return source;
        });
    }

    private static Optional<TensorValues> concat(Operation operation, OutputType output, int index) {
        long[] dims = output.dims();
        int axis = operation.axis(0, dims.length);
        double[] joined = new double[(int) Extents.count(dims)];
        int before = 0;
        for (int input = 0; input < operation.inputs(); input++) {
            long[] part = operation.shape(input);
            TensorValues values = operation.values(input);
            for (int flat = 0; flat < values.size(); flat++) {
                int[] position = Positions.at(part, flat);
                joined[Positions.flat(dims, moved(position, axis, position[axis] + before))] = values.at(flat);
            }
            before += (int) part[axis];
        }
        return Optional.of(TensorValues.of(joined));
    }

    private static Optional<TensorValues> split(Operation operation, OutputType output, int index) {
        long[] shape = operation.shape(0);
        int axis = operation.axis(0, shape.length);
        int before = (int) LongStream.of(JoinRules.parts(operation, shape[axis]))
                .limit(index)
                .sum();
        return pick(operation, output, position -> moved(position, axis, position[axis] + before));
    }

    private static int[] moved(int[] position, int axis, int to) {
        int[] source = position.clone();
        source[axis] = to;
        return source;
    }

    private static Optional<TensorValues> slice(Operation operation, OutputType output, int index) {
        SliceRules.Range[] ranges = SliceRules.ranges(operation);
        return pick(operation, output, position -> IntStream.range(0, ranges.length)
                .map(axis -> (int) (ranges[axis].start() + ranges[axis].step() * position[axis]))
                .toArray());
    }

    private static Optional<TensorValues> gather(Operation operation, OutputType output, int index) {
        long[] data = operation.shape(0);
        long[] indices = operation.shape(1);
        int axis = operation.axis(0, data.length);
        return pick(operation, output, position -> {
            int[] picked = Arrays.copyOfRange(position, axis, axis + indices.length);
            int at = index(operation, operation.values(1).at(Positions.flat(indices, picked)), data[axis]);
            return IntStream.concat(
                            IntStream.concat(IntStream.of(position).limit(axis), IntStream.of(at)),
                            IntStream.of(position).skip((long) axis + indices.length))
                    .toArray();
        });
    }

    private static Optional<TensorValues> gatherElements(Operation operation, OutputType output, int index) {
        long[] data = operation.shape(0);
        int axis = operation.axis(0, data.length);
        return pick(operation, output, position -> {
            double at = operation.values(1).at(Positions.flat(operation.shape(1), position));
            return moved(position, axis, index(operation, at, data[axis]));
        });
    }

    private static int index(Operation operation, double index, long extent) {
        double fromFront = index < 0 ? index + extent : index;
        if (fromFront < 0 || fromFront >= extent) {
            throw operation.wrong("index " + (long) index + " lies outside an axis of " + extent);
        }
        return (int) fromFront;
    }

    private static Optional<TensorValues> expand(Operation operation, OutputType output, int index) {
        long[] dims = operation.shape(0);
        TensorValues values = operation.values(0);
        return Optional.of(Positions.fill(output.dims(), position -> values.at(Positions.broadcast(dims, position))));
    }

    private static Optional<TensorValues> tile(Operation operation, OutputType output, int index) {
        long[] dims = operation.shape(0);
        return pick(operation, output, position -> IntStream.range(0, dims.length)
                .map(axis -> (int) (position[axis] % dims[axis]))
                .toArray());
    }

    /** Updates overwrite single values or slices; reductions are left alone. */
    private static Optional<TensorValues> scatterNd(Operation operation, OutputType output, int index) {
        long[] data = operation.shape(0);
        long[] indices = operation.shape(1);
        boolean plain = "none".equals(operation.attributes().text("reduction", "none"));
        if (!plain || indices.length == 0 || indices[indices.length - 1] != data.length) {
            return Optional.empty();
        }
        double[] values = operation.values(0).toArray();
        double[] positions = operation.values(1).toArray();
        for (int update = 0; update < operation.values(2).size(); update++) {
            double[] position = Arrays.copyOfRange(positions, update * data.length, (update + 1) * data.length);
            int[] target = IntStream.range(0, data.length)
                    .map(axis -> index(operation, position[axis], data[axis]))
                    .toArray();
            values[Positions.flat(data, target)] = operation.values(2).at(update);
        }
        return Optional.of(TensorValues.of(values));
    }
}
