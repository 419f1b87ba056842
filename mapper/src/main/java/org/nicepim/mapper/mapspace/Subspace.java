package org.nicepim.mapper.mapspace;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;

/**
 * The legal choices of one kind in one place.
 *
 * @param <T> a choice
 */
public interface Subspace<T> {
    /** How many choices there are, exactly; never by listing those that may be many. */
    BigInteger size();

    /** All choices, each once, in a fixed order, one after the other as they are asked for. */
    Stream<T> choices();

    /**
     * The choices that differ from a legal one in one elementary decision: without the choice itself, each once, in a fixed order. If b
     * is a neighbour of a, a is one of b.
     */
    List<T> neighbours(T choice);
}
