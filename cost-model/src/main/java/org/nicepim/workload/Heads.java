package org.nicepim.workload;

/**
 * Heads of an attention layer. Multi-head attention has as many key/value heads as query heads, grouped-query attention
 * fewer, multi-query attention one.
 *
 * @param query heads of the queries
 * @param keyValue heads of keys and values; divides {@code query}
 */
public record Heads(int query, int keyValue) {
    /** Checks that key/value heads serve equally many query heads. */
    public Heads {
        if (query < 1 || keyValue < 1 || query % keyValue != 0) {
            throw new IllegalArgumentException("key/value heads must divide the query heads: " + query
                    + " query heads, " + keyValue + " key/value heads");
        }
    }

    /** Multi-head attention. */
    public static Heads multi(int heads) {
        return new Heads(heads, heads);
    }

    /** Query heads that share one key/value head. */
    public int queriesPerKeyValue() {
        return query / keyValue;
    }

    /**
     * Loops of Q·Kᵀ. Batch × key/value heads stand on G, keys on K, the width of a head on C; the positions of all query
     * heads that share a key/value head stand on P.
     */
    LayerDims scores(FeatureMap queries, FeatureMap keys) {
        int width = width(queries, query);
        if (keys.n() != queries.n() || width(keys, keyValue) != width) {
            throw new IllegalArgumentException(
                    "queries " + queries + " and keys " + keys + " differ in batch or head width");
        }
        int positions = queries.rows() * queriesPerKeyValue();
        return new LayerDims(1, queries.n() * keyValue, keys.rows(), width, positions, 1, 1, 1);
    }

    /** Loops of softmax·V: as those of the scores, with the width of a head on K and the keys on C. */
    LayerDims context(FeatureMap scores, FeatureMap values) {
        int groups = values.n() * keyValue;
        boolean fit = scores.n() == 1
                && scores.channels() == groups * values.rows()
                && scores.rows() % queriesPerKeyValue() == 0;
        if (!fit) {
            throw new IllegalArgumentException(
                    "scores " + scores + " do not fit the values " + values + " and " + this);
        }
        return new LayerDims(1, groups, width(values, keyValue), values.rows(), scores.rows(), 1, 1, 1);
    }

    /** The context of all heads as one hidden vector per position. */
    FeatureMap merged(LayerDims context, int batch) {
        return new FeatureMap(batch, context.k() * query, context.p() / queriesPerKeyValue(), 1);
    }

    private static int width(FeatureMap hidden, int heads) {
        if (hidden.channels() % heads != 0) {
            throw new IllegalArgumentException(heads + " heads must divide " + hidden.channels() + " channels");
        }
        return hidden.channels() / heads;
    }
}
