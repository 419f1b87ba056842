package org.nicepim.workload;

/** The three operands of a layer. In attention products the weight is an activation. */
public enum Operand {
    /** Input feature map, indexed by N, G, C and the windows of P, Q. */
    IFMAP(Dim.N, Dim.G, Dim.C, Dim.P, Dim.Q),
    /** Weights, indexed by G, K, C, R, S. */
    WEIGHT(Dim.G, Dim.K, Dim.C, Dim.R, Dim.S),
    /** Output feature map or its partial sums, indexed by N, G, K, P, Q. */
    OFMAP(Dim.N, Dim.G, Dim.K, Dim.P, Dim.Q);

    private final int dims;

    Operand(Dim... dims) {
        int mask = 0;
        for (Dim dim : dims) {
            mask |= dim.bit();
        }
        this.dims = mask;
    }

    /** True if a loop over the dim walks over the operand. R and S slide the ifmap's window, they do not index it. */
    public boolean indexedBy(Dim dim) {
        return (dims & dim.bit()) != 0;
    }

    /** The dims that index the operand, as a sum of their {@link Dim#bit()}s. */
    public int dimBits() {
        return dims;
    }
}
