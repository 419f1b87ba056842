package org.nicepim.workload.zoo;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import org.nicepim.config.ConfigException;
import org.nicepim.workload.Workload;
import org.nicepim.workload.WorkloadBuilder;

/**
 * One line of the zoo's table.
 *
 * @param name as {@link Zoo#names()} lists it
 * @param source publication, on one line
 * @param blocks knob over transformer blocks, if the network has them
 * @param sequence knob over tokens per sequence, if the network has it
 * @param layers writes the layers, with the options that have been checked
 */
record Network(String name, String source, Optional<Knob> blocks, Optional<Knob> sequence, Layers layers) {
    /** Writes a network's layers. */
    interface Layers {
        void append(WorkloadBuilder net, ZooOptions options);
    }

    /** Writes the layers of a transformer. */
    interface Sequences {
        void append(WorkloadBuilder net, int blocks, int sequence);
    }

    /**
     * A number that users may choose.
     *
     * @param name as {@link ZooOptions} calls it
     * @param standard unless chosen
     * @param most the largest value, if there is one
     */
    record Knob(String name, int standard, Optional<Integer> most) {
        /** Tokens per sequence. */
        static Knob sequence(int standard, Optional<Integer> most) {
            return new Knob("sequence", standard, most);
        }

        private int of(Optional<Integer> chosen, String network) {
            int value = chosen.orElse(standard);
            if (most.isPresent() && value > most.get()) {
                throw new ConfigException(
                        name + ": '" + value + "' must be at most " + most.get() + " for " + network + ".");
            }
            return value;
        }
    }

    /** A network whose batch alone can be chosen. */
    static Network of(String name, String source, Consumer<WorkloadBuilder> layers) {
        return new Network(name, source, Optional.empty(), Optional.empty(), (net, options) -> layers.accept(net));
    }

    /** A transformer over images, whose size fixes the sequence. */
    static Network ofBlocks(String name, String source, int blocks, ObjIntConsumer<WorkloadBuilder> layers) {
        Knob knob = blocks(blocks);
        return new Network(
                name,
                source,
                Optional.of(knob),
                Optional.empty(),
                (net, options) -> layers.accept(net, knob.of(options.blocks(), name)));
    }

    /** A transformer over sequences of any length. */
    static Network ofSequences(String name, String source, int blocks, Knob sequence, Sequences layers) {
        Knob knob = blocks(blocks);
        return new Network(
                name,
                source,
                Optional.of(knob),
                Optional.of(sequence),
                (net, options) ->
                        layers.append(net, knob.of(options.blocks(), name), sequence.of(options.sequence(), name)));
    }

    private static Knob blocks(int published) {
        return new Knob("blocks", published, Optional.of(published));
    }

    /** Builds it, with knobs that it has. */
    Workload create(ZooOptions options) {
        WorkloadBuilder net = new WorkloadBuilder(name, options.batch());
        net.weightBits(options.weightBits());
        layers.append(net, options);
        return net.build();
    }
}
