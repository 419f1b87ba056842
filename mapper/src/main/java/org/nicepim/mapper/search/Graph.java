package org.nicepim.mapper.search;

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
            for (int producer : read) {
                if (producer != OUTSIDE) {
                    lastReader[producer] = i;
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
