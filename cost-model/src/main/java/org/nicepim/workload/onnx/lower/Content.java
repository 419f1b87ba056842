package org.nicepim.workload.onnx.lower;

import java.util.List;
import java.util.Optional;
import org.nicepim.workload.FeatureMap;
import org.nicepim.workload.Tensor;

/** Where the words of a value come from. What is not a tensor yet becomes a layer when it is read, or vanishes in its reader. */
sealed interface Content {
    /** What all views of the same computation have in common. */
    Object origin();

    /**
     * Masks, positions and the like: they follow from whole numbers that are given to the network.
     *
     * @param input the graph's input that the words are, if they are one
     */
    record Free(Optional<String> input) implements Content {
        @Override
        public Object origin() {
            return this;
        }
    }

    /**
     * Words in memory, or in the hands of the layer that makes them.
     *
     * @param tensor where they lie
     * @param source what computes them
     */
    record Known(Tensor tensor, Source source) implements Content {
        @Override
        public Object origin() {
            return source;
        }
    }

    /**
     * A tensor combined with statistics of itself or with stored vectors: a normalisation, or a part of one.
     *
     * @param base what is normalised; its axes are those of the tensor
     * @param tally what was done
     */
    record Normalised(Value base, Tally tally) implements Content {
        @Override
        public Object origin() {
            return base.origin();
        }
    }

    /**
     * A sum, mean or maximum over axes of a tensor.
     *
     * @param base what is reduced
     * @param reduction over which axes
     * @param tally what was done
     */
    record Statistic(Value base, Reduction reduction, Tally tally) implements Content {
        @Override
        public Object origin() {
            return base.origin();
        }
    }

    /**
     * Rows of a stored table.
     *
     * @param stored the table
     * @param map what is looked up
     * @param node who looks up
     */
    record Table(String stored, FeatureMap map, String node) implements Content {
        @Override
        public Object origin() {
            return this;
        }
    }

    /**
     * Positions of a tensor along an axis.
     *
     * @param base the tensor, in memory
     * @param cut its axes, with the axis to be cut as one atom and what lies inside it
     * @param axes those of the part
     * @param axis which axis
     * @param from first position of the atom
     * @param size positions of the atom
     * @param node who takes the part
     */
    record Part(Value base, Axes cut, Axes axes, int axis, int from, int size, String node) implements Content {
        @Override
        public Object origin() {
            return List.of(base.origin(), cut, axis, from, size);
        }
    }

    /**
     * A feature map with padding around it.
     *
     * @param base what is padded
     * @param before zeros in front of each axis
     * @param after zeros behind each axis
     * @param node who pads
     */
    record Padded(Value base, List<Integer> before, List<Integer> after, String node) implements Content {
        @Override
        public Object origin() {
            return this;
        }
    }
}
