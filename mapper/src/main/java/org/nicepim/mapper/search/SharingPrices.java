package org.nicepim.mapper.search;

import java.util.HashMap;
import java.util.Map;
import org.nicepim.cost.LoadsByCopies;
import org.nicepim.cost.SharingLoads;
import org.nicepim.hardware.NocSpec;
import org.nicepim.mapping.Partition;
import org.nicepim.sharing.DataScheduler;

/** What sharing takes under each partition and number of weight copies; the same for all layers, so each is scheduled once. */
public final class SharingPrices {
    private final NocSpec noc;
    private final DataScheduler scheduler;
    private final Map<Partition, LoadsByCopies> byCopies = new HashMap<>();
    private final Map<Copied, SharingLoads> loads = new HashMap<>();

    /** For one mesh. */
    public SharingPrices(NocSpec noc, DataScheduler scheduler) {
        this.noc = noc;
        this.scheduler = scheduler;
    }

    private record Copied(Partition partition, int copies) {}

    SharingLoads loads(Partition partition, int copies) {
        Copied key = new Copied(partition, copies);
        SharingLoads known = loads.get(key);
        if (known == null) {
            known = byCopies.computeIfAbsent(partition, p -> LoadsByCopies.of(p, noc, scheduler))
                    .with(copies);
            loads.put(key, known);
        }
        return known;
    }
}
