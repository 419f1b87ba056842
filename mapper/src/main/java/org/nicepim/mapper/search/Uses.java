package org.nicepim.mapper.search;

import java.util.HashMap;
import java.util.Map;
import org.nicepim.workload.Layer;
import org.nicepim.workload.Workload;

/** Which layer is the last to read each layer's output. */
final class Uses {
    private final Map<String, Integer> lastReader = new HashMap<>();
    private final Map<String, Integer> places = new HashMap<>();

    Uses(Workload workload) {
        for (int i = 0; i < workload.layers().size(); i++) {
            Layer layer = workload.layers().get(i);
            places.put(layer.name(), i);
            for (String producer : layer.producers()) {
                lastReader.put(producer, i);
            }
        }
    }

    /** Drops what nobody reads behind a layer. */
    void dropUnread(Map<String, Option> live, Layer layer) {
        int now = places.getOrDefault(layer.name(), 0);
        live.keySet().removeIf(name -> lastReader.getOrDefault(name, -1) <= now && !isAhead(name, now));
    }

    private boolean isAhead(String name, int now) {
        return places.getOrDefault(name, 0) > now && lastReader.containsKey(name);
    }
}
