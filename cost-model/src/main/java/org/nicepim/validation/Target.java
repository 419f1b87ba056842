package org.nicepim.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far this project allows a part of the model to be from its reference.
 *
 * @param meanAbsError of a config's cases of a group
 * @param p95AbsError of the same
 * @param rankCorrelation of the same
 */
public record Target(double meanAbsError, double p95AbsError, double rankCorrelation) {
    /** Runs, strides, tiles and random blocks of one stream. */
    static final String SINGLE = "single streams and tiles";

    /** Streams side by side that seldom meet in a bank. */
    static final String OVER_BANKS = "mixed streams over banks";

    /** Streams side by side that keep to one bank, where two trusted simulators differ by 10 to 35 %. */
    static final String IN_ONE_BANK = "mixed streams in one bank";

    /** One or two reads. */
    static final String PROBES = "single reads";

    private static final double ANY = Double.POSITIVE_INFINITY;
    private static final double NO_RANK = -1;
    private static final Target WITHIN_2 = mean(0.02);
    private static final Target WITHIN_5 = mean(0.05);
    private static final Target WITHIN_10 = mean(0.10);
    private static final Target EQUAL = new Target(0, 0, NO_RANK);

    private static final Map<String, Target> TARGETS = Map.ofEntries(
            Map.entry(DramValidation.CLOSED_FORM + SINGLE, new Target(0.05, 0.12, 0.98)),
            Map.entry(DramValidation.CLOSED_FORM + OVER_BANKS, WITHIN_10),
            Map.entry(DramValidation.SIMULATOR + DramValidation.DRAMSIM3, WITHIN_2),
            Map.entry(DramValidation.SIMULATOR + DramValidation.RAMULATOR, WITHIN_5),
            Map.entry(NocValidation.PHASES + NocValidation.RINGS, WITHIN_5),
            Map.entry(NocValidation.PHASES + NocValidation.UNICAST, mean(0.15)),
            Map.entry(NocValidation.CURVES + NocValidation.CURVES, WITHIN_10),
            Map.entry(NestValidation.COUNTS + NestValidation.COUNTS, EQUAL));

    private static Target mean(double most) {
        return new Target(most, ANY, NO_RANK);
    }

    /** The target of a group of cases, if it has one. */
    static Optional<Target> of(String what, String group) {
        return what.equals(SramValidation.SRAM)
                ? Optional.of(WITHIN_10)
                : Optional.ofNullable(TARGETS.get(what + group));
    }

    /** True if errors keep to this target. */
    boolean met(ErrorRow row) {
        return row.meanAbsError() <= meanAbsError
                && row.p95AbsError() <= p95AbsError
                && row.rankCorrelation() >= rankCorrelation;
    }

    /** As people write it: mean ≤ 5 %, and so on. */
    public String words() {
        if (meanAbsError == 0) {
            return "equal";
        }
        StringBuilder words = new StringBuilder("mean ≤ " + Math.round(100 * meanAbsError) + " %");
        if (p95AbsError < ANY) {
            words.append(", p95 ≤ ").append(Math.round(100 * p95AbsError)).append(" %");
        }
        if (rankCorrelation > NO_RANK) {
            words.append(", rank ≥ ").append(rankCorrelation);
        }
        return words.toString();
    }

    /**
     * A group of cases against its target.
     *
     * @param row errors; its pattern is the group
     * @param target if the group has one
     */
    public record Verdict(ErrorRow row, Optional<Target> target) {
        /** False if there is a target and it is missed. */
        public boolean met() {
            return target.isEmpty() || target.get().met(row);
        }
    }

    /** One verdict for each config and group, in the order in which they came. */
    public static List<Verdict> verdicts(List<CaseResult> cases) {
        List<Verdict> verdicts = new ArrayList<>();
        ErrorRow.by(cases, c -> c.subject().what()).forEach((what, part) -> ErrorRow.by(
                        part, c -> c.subject().config())
                .forEach((config, all) -> ErrorRow.by(all, c -> c.subject().group())
                        .forEach((group, list) ->
                                verdicts.add(new Verdict(ErrorRow.of(what, config, group, list), of(what, group))))));
        return List.copyOf(verdicts);
    }
}
