package org.nicepim.tuner.surrogate;

/**
 * Adam with a cosine-shaped decrease of the step (D. P. Kingma and J. Ba, "Adam: a method for stochastic optimization",
 * ICLR 2015). Returns the best place visited, not the last.
 *
 * @param steps number of evaluations
 * @param rate first step length
 */
record Adam(int steps, double rate) {
    private static final double FIRST_DECAY = 0.9;
    private static final double SECOND_DECAY = 0.99;

    double[] minimise(Objective objective, double[] start) {
        double[] theta = start.clone();
        double[] best = start.clone();
        double bestValue = Double.POSITIVE_INFINITY;
        double[] gradient = new double[theta.length];
        double[] first = new double[theta.length];
        double[] second = new double[theta.length];
        for (int step = 1; step <= steps; step++) {
            double value = objective.evaluate(theta, gradient);
            if (value < bestValue) {
                bestValue = value;
                best = theta.clone();
            }
            double length = rate * 0.5 * (1 + Math.cos(Math.PI * (step - 1) / steps));
            double firstCorrection = 1 - Math.pow(FIRST_DECAY, step);
            double secondCorrection = 1 - Math.pow(SECOND_DECAY, step);
            for (int i = 0; i < theta.length; i++) {
                first[i] = FIRST_DECAY * first[i] + (1 - FIRST_DECAY) * gradient[i];
                second[i] = SECOND_DECAY * second[i] + (1 - SECOND_DECAY) * gradient[i] * gradient[i];
                theta[i] -= length * (first[i] / firstCorrection) / (Math.sqrt(second[i] / secondCorrection) + 1e-8);
            }
        }
        return best;
    }
}
