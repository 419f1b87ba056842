package org.nicepim.mapper.mapspace;

import java.util.ArrayList;
import java.util.List;
import org.nicepim.mapping.Split;
import org.nicepim.workload.Dim;

/**
 * Orders of an axis's splits. Splits of one dim beside each other are one split, so neighbouring splits are of different dims: parts
 * K4 · P2 stand for K4P2, P2K4 and K2P2K2.
 */
final class AxisOrders {
    private AxisOrders() {}

    /** All orders of what one split per dim cuts, each once. */
    static List<List<Split>> of(List<Split> parts) {
        List<List<Split>> orders = new ArrayList<>();
        extend(parts, List.of(), orders);
        return orders;
    }

    private static void extend(List<Split> left, List<Split> before, List<List<Split>> orders) {
        if (left.isEmpty()) {
            orders.add(before);
            return;
        }
        for (int i = 0; i < left.size(); i++) {
            Split split = left.get(i);
            if (!before.isEmpty() && before.get(before.size() - 1).dim() == split.dim()) {
                continue;
            }
            for (int parts = 2; parts <= split.parts(); parts++) {
                if (split.parts() % parts == 0) {
                    List<Split> next = new ArrayList<>(before);
                    next.add(new Split(split.dim(), parts));
                    extend(without(left, i, parts), next, orders);
                }
            }
        }
    }

    private static List<Split> without(List<Split> parts, int at, int factor) {
        List<Split> rest = new ArrayList<>(parts);
        Split split = rest.remove(at);
        if (split.parts() > factor) {
            rest.add(at, new Split(split.dim(), split.parts() / factor));
        }
        return rest;
    }

    /** One split per dim, in the order of {@link Dim}. */
    static List<Split> sorted(List<Split> splits) {
        List<Split> sorted = new ArrayList<>();
        for (Dim dim : Partitions.DIMS) {
            int parts = splits.stream()
                    .filter(split -> split.dim() == dim)
                    .mapToInt(Split::parts)
                    .reduce(1, (a, b) -> a * b);
            if (parts > 1) {
                sorted.add(new Split(dim, parts));
            }
        }
        return sorted;
    }

    /** Splits of one dim beside each other as one. */
    static List<Split> merged(List<Split> splits) {
        List<Split> merged = new ArrayList<>();
        for (Split split : splits) {
            int last = merged.size() - 1;
            if (last >= 0 && merged.get(last).dim() == split.dim()) {
                merged.set(last, new Split(split.dim(), merged.get(last).parts() * split.parts()));
            } else {
                merged.add(split);
            }
        }
        return merged;
    }

    /** All ways to write splits with prime factors alone. */
    static List<List<Split>> primes(List<Split> splits) {
        List<List<Split>> words = List.of(List.of());
        for (Split split : splits) {
            List<List<Split>> longer = new ArrayList<>();
            for (List<Split> word : words) {
                spell(split.dim(), split.parts(), word, longer);
            }
            words = longer;
        }
        return words;
    }

    private static void spell(Dim dim, int left, List<Split> word, List<List<Split>> words) {
        if (left == 1) {
            words.add(word);
        }
        for (int prime = 2; prime <= left; prime++) {
            if (left % prime == 0 && isPrime(prime)) {
                List<Split> longer = new ArrayList<>(word);
                longer.add(new Split(dim, prime));
                spell(dim, left / prime, longer, words);
            }
        }
    }

    private static boolean isPrime(int number) {
        for (int divisor = 2; divisor * divisor <= number; divisor++) {
            if (number % divisor == 0) {
                return false;
            }
        }
        return true;
    }
}
