package org.nicepim.sharing;

import java.util.ArrayList;
import java.util.List;
import org.nicepim.noc.Routing;
import org.nicepim.sharing.SetSchedule.Ring;

/** All ways of a small set by enumeration. */
public final class EveryWay {
    private EveryWay() {}

    /** Unicast, and all cycles × {XY, YX} × shares forwards and backwards. */
    public static List<SetSchedule> of(SharingSet set) {
        return of(set, 0);
    }

    /** The same, and mixes of all cycles with unicast. */
    static List<SetSchedule> mixed(SharingSet set) {
        return of(set, 0, 0.3);
    }

    private static List<SetSchedule> of(SharingSet set, double... unicastShares) {
        List<SetSchedule> ways = new ArrayList<>();
        for (Routing routing : Routing.values()) {
            ways.add(SetSchedule.unicast(set, routing));
        }
        BruteForceCycles.visit(set.members(), order -> {
            for (Routing routing : Routing.values()) {
                for (double forwards : new double[] {0.25, 0.5, 1}) {
                    for (double unicast : unicastShares) {
                        ways.add(way(set, order, routing, forwards, unicast));
                    }
                }
            }
        });
        return ways;
    }

    private static SetSchedule way(
            SharingSet set, List<Integer> order, Routing routing, double forwards, double unicast) {
        List<Routing> routings = order.stream().map(node -> routing).toList();
        List<Ring> rings = new ArrayList<>();
        rings.add(new Ring(order, routings, forwards * (1 - unicast)));
        if (forwards < 1) {
            rings.add(new Ring(SetSchedule.reversed(order), routings, (1 - forwards) * (1 - unicast)));
        }
        return new SetSchedule(set, rings, unicast);
    }
}
