package org.nicepim.jobs.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.nicepim.jobs.run.Json;
import org.nicepim.results.EvaluationRow;

/** What an exploration's tuner believed before it saw: of the objective, and of the area. */
final class Beliefs {
    private static final int BINS = 10;
    /** Two-sided, of a normal distribution. */
    private static final double DEVIATIONS_OF_95_PERCENT = 1.96;

    private Beliefs() {}

    /**
     * How well the surrogate's predictions of the logarithm of the objective held.
     *
     * @return {@code n}, {@code rms_log} and {@code within_95}; without fields if nothing was predicted
     */
    static ObjectNode surrogate(List<Design> designs) {
        int n = 0;
        int within = 0;
        double squares = 0;
        for (Design design : designs) {
            EvaluationRow.Prediction belief = design.any().prediction();
            if (design.value().isPresent() && belief.predictedMean().isPresent()) {
                double off =
                        Math.log(design.value().get()) - belief.predictedMean().getAsDouble();
                double deviation = belief.predictedDeviation().orElse(0);
                n++;
                squares += off * off;
                within += Math.abs(off) <= DEVIATIONS_OF_95_PERCENT * deviation ? 1 : 0;
            }
        }
        ObjectNode node = Json.object();
        if (n > 0) {
            node.put("n", n).put("rms_log", Columns.rounded(Math.sqrt(squares / n)));
            node.put("within_95", Columns.rounded(within / (double) n));
        }
        return node;
    }

    /**
     * Of the designs to which the classifier gave about the same probability of meeting the area limit, how many met it? Designs with
     * exactly 0 or 1 are those of which it was sure, or that came before it had learned anything.
     *
     * @return one object for each tenth that has designs: {@code n}, {@code mean} of the probabilities, {@code met}, a share
     */
    static ArrayNode area(List<Design> designs) {
        int[] count = new int[BINS];
        int[] met = new int[BINS];
        double[] sum = new double[BINS];
        for (Design design : designs) {
            double probability = design.any().prediction().areaProbability();
            int bin = Math.min(BINS - 1, Math.max(0, (int) (probability * BINS)));
            count[bin]++;
            sum[bin] += probability;
            met[bin] += design.status().equals(EvaluationRow.AREA_EXCEEDED) ? 0 : 1;
        }
        ArrayNode bins = Json.array();
        for (int i = 0; i < BINS; i++) {
            if (count[i] > 0) {
                bins.addObject()
                        .put("n", count[i])
                        .put("mean", Columns.rounded(sum[i] / count[i]))
                        .put("met", Columns.rounded(met[i] / (double) count[i]));
            }
        }
        return bins;
    }
}
