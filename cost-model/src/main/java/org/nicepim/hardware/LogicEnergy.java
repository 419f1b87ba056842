package org.nicepim.hardware;

import java.io.Serializable;

/**
 * Energy of the logic inside a node.
 *
 * @param macPj one multiply-accumulate
 * @param vectorOpPj one operation of layers without MACs: compare, add, scale
 * @param peRegisterPj one read or write of a PE register
 * @param leakageMwPerMm2 leakage of logic that is not SRAM
 */
public record LogicEnergy(double macPj, double vectorOpPj, double peRegisterPj, double leakageMwPerMm2)
        implements Serializable {
    /** Checks ranges. */
    public LogicEnergy {
        Require.positive("macPj", macPj);
        Require.notNegative("vectorOpPj", vectorOpPj);
        Require.notNegative("peRegisterPj", peRegisterPj);
        Require.notNegative("leakageMwPerMm2", leakageMwPerMm2);
    }
}
