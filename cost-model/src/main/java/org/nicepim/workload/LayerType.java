package org.nicepim.workload;

/** What a layer computes; decides which operands it has. */
public enum LayerType {
    /** Convolution with stored weights, grouped and depthwise included. */
    CONVOLUTION,
    /** Matrix product M×K'×N' with stored weights: P=M, C=K', K=N'. */
    MATRIX_PRODUCT,
    /** Q·Kᵀ: the weight (G, K, C) is an activation whose rows are K and whose channels are G·C. */
    ATTENTION_SCORES,
    /** softmax·V: the weight (G, K, C) is an activation whose rows are C and whose channels are G·K. */
    ATTENTION_CONTEXT,
    /** Maximum or average over an R×S window; channels on G. */
    POOLING,
    /** One operation per element and input, such as a residual addition; channels on G. Inputs have equal shapes. */
    ELEMENTWISE,
    /** Softmax or normalisation: the stated number of operations per element; channels on G. */
    REDUCTION,
    /** A table look-up: one row of G words per position; no arithmetic. */
    EMBEDDING;

    /** True if the layer multiplies and accumulates. */
    public boolean hasMacs() {
        return this == CONVOLUTION || this == MATRIX_PRODUCT || isAttention();
    }

    /** True for products of two activations, whose weight cannot be replicated ahead of time. */
    public boolean isAttention() {
        return this == ATTENTION_SCORES || this == ATTENTION_CONTEXT;
    }

    /** True if the layer owns weights that lie in DRAM before the network starts. */
    public boolean hasStoredWeights() {
        return this == CONVOLUTION || this == MATRIX_PRODUCT;
    }
}
