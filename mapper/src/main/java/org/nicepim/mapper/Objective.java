package org.nicepim.mapper;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.nicepim.config.Suggestions;
import org.nicepim.mapper.search.Merit;

/**
 * What a mapping is chosen for: {@code E^a · D^b}, energy and latency each to a power; less is better. Neither more energy nor more
 * cycles ever make it less.
 *
 * @param energyPower a, from 0 to {@value #MOST_POWER}
 * @param latencyPower b, from 0 to {@value #MOST_POWER}; not 0 if a is
 */
public record Objective(double energyPower, double latencyPower) implements Merit {
    /** Largest power: values of the largest workloads stay far below what a double can hold. */
    public static final int MOST_POWER = 10;

    /** Cycles. */
    public static final Objective LATENCY = new Objective(0, 1);
    /** Picojoules. */
    public static final Objective ENERGY = new Objective(1, 0);
    /** Energy-delay product: pJ × cycles. */
    public static final Objective EDP = new Objective(1, 1);
    /** Energy × delay²: pJ × cycles². */
    public static final Objective ED2P = new Objective(1, 2);

    private static final Map<String, Objective> NAMED = named();
    private static final String FORM = "e^A*d^B";
    private static final String POWER = "(?:\\^([^*^]*))?";
    private static final Pattern PRODUCT = Pattern.compile("e" + POWER + "\\*d" + POWER);

    /** All words in lower case, as a regular expression that Java and JavaScript share. */
    public static final String PATTERN = String.join("|", NAMED.keySet()) + "|e(?:\\^[0-9.]+)?\\*d(?:\\^[0-9.]+)?";

    /** Checks the powers. */
    public Objective {
        if (!isPower(energyPower) || !isPower(latencyPower) || energyPower + latencyPower == 0) {
            throw new IllegalArgumentException("powers of an objective must be from 0 to " + MOST_POWER
                    + " and not both 0: " + energyPower + ", " + latencyPower);
        }
        energyPower = Math.abs(energyPower);
        latencyPower = Math.abs(latencyPower);
    }

    private static boolean isPower(double power) {
        return power >= 0 && power <= MOST_POWER;
    }

    private static Map<String, Objective> named() {
        Map<String, Objective> named = new LinkedHashMap<>();
        named.put("latency", LATENCY);
        named.put("energy", ENERGY);
        named.put("edp", EDP);
        named.put("ed2p", ED2P);
        return named;
    }

    /** Those that have a name. */
    public static List<Objective> withNames() {
        return List.copyOf(NAMED.values());
    }

    /** The value of a mapping or of one layer of it. */
    @Override
    public double of(double latencyCycles, double energyPj) {
        return power(latencyCycles, latencyPower) * power(energyPj, energyPower);
    }

    /** What one more cycle adds to the value at a point, energy as it is. */
    public double perCycle(double latencyCycles, double energyPj) {
        return latencyPower == 0
                ? 0
                : latencyPower * power(latencyCycles, latencyPower - 1) * power(energyPj, energyPower);
    }

    /** What one more picojoule adds to the value at a point, latency as it is. */
    public double perPj(double latencyCycles, double energyPj) {
        return energyPower == 0
                ? 0
                : energyPower * power(latencyCycles, latencyPower) * power(energyPj, energyPower - 1);
    }

    /** The search asks often, mostly for powers that need no logarithm. */
    private static double power(double value, double exponent) {
        if (exponent == 0) {
            return 1;
        }
        return exponent == 1 ? value : Math.pow(value, exponent);
    }

    /** Its word on the command line and in files: a name, or {@code e^A*d^B}. */
    public String word() {
        return NAMED.entrySet().stream()
                .filter(named -> named.getValue().equals(this))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> "e^" + number(energyPower) + "*d^" + number(latencyPower));
    }

    private static String number(double power) {
        return BigDecimal.valueOf(power).stripTrailingZeros().toPlainString();
    }

    /** All names, and the form of the others. */
    public static List<String> words() {
        return Stream.concat(NAMED.keySet().stream(), Stream.of(FORM)).toList();
    }

    /**
     * The objective of a word in either case. In {@code e^A*d^B} a power that is left out is 1.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Objective parse(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        Objective named = NAMED.get(lower);
        if (named != null) {
            return named;
        }
        Matcher product = PRODUCT.matcher(lower);
        if (!product.matches()) {
            throw new IllegalArgumentException("'" + word + "' must be one of " + String.join(", ", NAMED.keySet())
                    + ", or " + FORM + " for energy^A * delay^B, such as e^1*d^2." + Suggestions.maybe(word, words()));
        }
        try {
            return new Objective(power(product, 1), power(product, 2));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + word + "': powers must be numbers from 0 to " + MOST_POWER
                            + " and not both 0. Maybe 'e^1*d^2'?",
                    e);
        }
    }

    private static double power(Matcher product, int group) {
        return new BigDecimal(Optional.ofNullable(product.group(group)).orElse("1")).doubleValue();
    }

    @Override
    public String toString() {
        return word();
    }
}
