package org.nicepim.workload;

/** The three operands of a layer. In attention products the weight is an activation. */
public enum Operand {
    /** Input feature map, indexed by N, G, C and the windows of P, Q. */
    IFMAP,
    /** Weights, indexed by G, K, C, R, S. */
    WEIGHT,
    /** Output feature map or its partial sums, indexed by N, G, K, P, Q. */
    OFMAP
}
