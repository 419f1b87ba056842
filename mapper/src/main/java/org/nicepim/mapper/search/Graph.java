package org.nicepim.mapper.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nicepim.mapper.mapspace.Segment;
import org.nicepim.workload.Layer;
import org.nicepim.workload.Workload;

/** Who reads whose output; layers are numbered by their place in the workload. */
final class Graph {
    /** Stands for an input of the workload, which lies where it is needed. */
    static final int OUTSIDE = -1;

    private final Map<String, Integer> places = new HashMap<>();
    private final int[][] producers;
    private final int[] lastReader;
    private final List<List<Read>> readers = new ArrayList<>();

    /**
     * Who reads.
     *
     * @param reader a layer
     * @param input which of its inputs
     */
    record Read(int reader, int input) {}

    Graph(Workload workload) {
        List<Layer> layers = workload.layers();
        this.producers = new int[layers.size()][];
        this.lastReader = new int[layers.size()];
        Arrays.fill(lastReader, -1);
        for (int i = 0; i < layers.size(); i++) {
            int[] read = layers.get(i).inputs().stream()
                    .mapToInt(input -> places.getOrDefault(input.producer(), OUTSIDE))
                    .toArray();
            producers[i] = read;
            readers.add(new ArrayList<>());
            for (int input = 0; input < read.length; input++) {
                if (read[input] != OUTSIDE) {
                    lastReader[read[input]] = i;
                    readers.get(read[input]).add(new Read(i, input));
                }
            }
            places.put(layers.get(i).name(), i);
        }
    }

    int place(String layer) {
        return places.getOrDefault(layer, OUTSIDE);
    }

    /** Producer of each input of a layer, {@link #OUTSIDE} for inputs of the workload. */
    int[] producers(int layer) {
        return producers[layer];
    }

    /** Who reads a layer's output, in order. */
    List<Read> readers(int layer) {
        return readers.get(layer);
    }

    /** The last layer that reads a layer's output; −1 if none does. */
    int lastReader(int layer) {
        return lastReader[layer];
    }

    /** Layers before a segment whose outputs it reads, ascending. */
    int[] readBy(Segment segment) {
        List<Segment.Single> layers = segment.layers();
        int[] own = layers.stream().mapToInt(Segment.Single::place).toArray();
        return layers.stream()
                .flatMapToInt(single -> Arrays.stream(producers[single.place()]))
                .filter(producer -> producer != OUTSIDE && Arrays.binarySearch(own, producer) < 0)
                .sorted()
                .distinct()
                .toArray();
    }
}
