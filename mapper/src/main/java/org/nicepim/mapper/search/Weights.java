package org.nicepim.mapper.search;

/**
 * What a cycle, a picojoule of dynamic energy and a byte of weights on the fullest node count for. Sums of these are what can be
 * minimised part by part; an objective that is a product is taken apart at a point where it is known.
 *
 * @param perCycle includes what chip and stack need in a cycle
 * @param perPj of dynamic energy
 * @param perByte price of DRAM
 */
public record Weights(double perCycle, double perPj, double perByte) {
    double of(double cycles, double dynamicPj, double bytes) {
        return perCycle * cycles + perPj * dynamicPj + perByte * bytes;
    }

    double of(Option option) {
        Option.Price price = option.price();
        return of(price.cycles(), price.dynamicPj(), price.weightBytes());
    }

    double of(MovePrices.Price move) {
        return of(move.cycles(), move.dynamicPj(), 0);
    }

    double of(Options.Best layers) {
        return of(layers.cycles(), layers.dynamicPj(), 0);
    }

    double of(State state) {
        return of(state.cycles(), state.dynamicPj(), state.weightBytes());
    }

    /**
     * What a layer counts for by latency and all of its energy.
     *
     * @param standingPjPerCycle what chip and stack need in a cycle
     */
    public Merit merit(double standingPjPerCycle) {
        return (cycles, pj) -> of(cycles, pj - standingPjPerCycle * cycles, 0);
    }

    /** The same with another price of DRAM. */
    public Weights withPerByte(double price) {
        return new Weights(perCycle, perPj, price);
    }
}
