package org.nicepim.workload;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A tensor while a workload is being built: what consumers name as their inputs, and the shape they see.
 *
 * <p>Several parts mean a concatenation or a slice of one. The shape may group the elements otherwise than the producers'
 * ofmaps do (an attention context is written per head and read as one hidden vector); the number of elements is the same.
 *
 * @param parts blocks of producers' tensors and where they stand; they fill the shape
 * @param shape extents as consumers see them
 */
public record Tensor(List<Part> parts, FeatureMap shape) {
    /**
     * A block of a producer's tensor.
     *
     * @param producer layer or workload input
     * @param part block in the shape that the producer wrote
     * @param place block of this tensor's shape
     */
    public record Part(String producer, Block part, Block place) {
        LayerInput as(Operand operand) {
            return new LayerInput(producer, operand, part, place);
        }

        private Part moved(MapAxis axis, int by) {
            int start = Math.addExact(place.from().of(axis), by);
            return new Part(
                    producer, part, place.with(axis, start, place.extents().of(axis)));
        }

        /** What lies between two positions of the tensor, where it stands. */
        Part between(MapAxis axis, int from, int to) {
            int start = Math.max(from, place.from().of(axis));
            int size = (int) Math.min(to, place.end(axis)) - start;
            if (size == place.extents().of(axis)) {
                return this;
            }
            if (!keepsAxis(axis)) {
                throw new IllegalArgumentException("a slice from " + from + " to " + to + " along " + axis
                        + " cuts through the words of " + producer + ", which is written in another shape");
            }
            int begin = part.from().of(axis) + start - place.from().of(axis);
            return new Part(producer, part.with(axis, begin, size), place.with(axis, start, size));
        }

        /** True if positions along the axis are positions along the axis of the producer's shape too. */
        private boolean keepsAxis(MapAxis axis) {
            FeatureMap seen = place.extents();
            FeatureMap stored = part.extents();
            return switch (axis) {
                case N -> seen.n() == stored.n();
                case CHANNEL -> seen.n() == stored.n() && seen.channels() == stored.channels();
                case ROW, COL -> seen.rows() == stored.rows() && seen.cols() == stored.cols();
            };
        }
    }

    /** Checks that someone writes it. */
    public Tensor {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a tensor needs a producer");
        }
    }

    /** A tensor with one producer. */
    public static Tensor of(String producer, FeatureMap shape) {
        return new Tensor(List.of(new Part(producer, Block.whole(shape), Block.whole(shape))), shape);
    }

    /** Tensors one after another along the channels; no layer, its consumers read from all producers. */
    public static Tensor concat(Tensor... parts) {
        return concat(MapAxis.CHANNEL, Arrays.asList(parts));
    }

    /** Tensors one after another along an axis, such as keys of earlier tokens before those of new ones. */
    public static Tensor concat(MapAxis axis, List<Tensor> tensors) {
        if (tensors.isEmpty()) {
            throw new IllegalArgumentException("a concatenation needs a part");
        }
        FeatureMap first = tensors.get(0).shape();
        List<Part> parts = new ArrayList<>();
        int extent = 0;
        for (Tensor tensor : tensors) {
            FeatureMap shape = tensor.shape();
            if (!shape.with(axis, first.of(axis)).equals(first)) {
                throw new IllegalArgumentException(
                        "parts of a concatenation along " + axis + " differ elsewhere: " + first + " and " + shape);
            }
            for (Part part : tensor.parts) {
                parts.add(part.moved(axis, extent));
            }
            extent = Math.addExact(extent, shape.of(axis));
        }
        return new Tensor(parts, first.with(axis, extent));
    }

    /**
     * A part of this tensor along an axis; no layer, its consumers read a block of the producers.
     *
     * @param from first position
     * @param size number of positions
     */
    public Tensor slice(MapAxis axis, int from, int size) {
        if (from < 0 || size < 1 || (long) from + size > shape.of(axis)) {
            throw new IllegalArgumentException(
                    "a slice of " + size + " from " + from + " along " + axis + " does not lie in " + shape);
        }
        int to = from + size;
        List<Part> cut = parts.stream()
                .filter(part -> part.place.from().of(axis) < to && part.place.end(axis) > from)
                .map(part -> part.between(axis, from, to).moved(axis, -from))
                .toList();
        return new Tensor(cut, shape.with(axis, size));
    }

    /**
     * The same words, in order of batch, channel, row and column, under another shape. No layer: consumers read the
     * producer's words where they lie.
     */
    public Tensor reshape(FeatureMap other) {
        return other.equals(shape) ? this : Reshape.of(this, other);
    }

    /** The producers, each once. */
    public List<String> producers() {
        return parts.stream().map(Part::producer).distinct().toList();
    }

    /** What a layer reads that takes this tensor as an operand. */
    public List<LayerInput> as(Operand operand) {
        return parts.stream().map(part -> part.as(operand)).toList();
    }

    /** The shape as a sequence: one row per position, one column. */
    FeatureMap sequence() {
        if (shape.cols() != 1) {
            throw new IllegalArgumentException("a sequence has one column, not " + shape);
        }
        return shape;
    }
}
