package org.nicepim.mapping;

import java.util.List;
import org.nicepim.workload.Dim;

/**
 * Which dims are unrolled over the rows and the columns of the PE array, and which operand stays in the PE registers.
 * Along an axis the first dim takes as many PEs as it can, the next takes what is left.
 */
public enum Dataflow {
    /** Weight stationary: input channels on rows, output channels on columns; psums add up along rows. */
    C_K(List.of(Dim.C), List.of(Dim.K), true),
    /** Weight stationary, turned. */
    K_C(List.of(Dim.K), List.of(Dim.C), true),
    /** Weight stationary with filter rows beside the input channels, for layers with few channels. */
    CR_K(List.of(Dim.C, Dim.R), List.of(Dim.K), true),
    /** Output stationary: output channels on rows, output positions on columns. */
    K_QP(List.of(Dim.K), List.of(Dim.Q, Dim.P), false),
    /** Output stationary, turned. */
    QP_K(List.of(Dim.Q, Dim.P), List.of(Dim.K), false),
    /** Output stationary over groups: depthwise convolution, pooling, element-wise. */
    G_QP(List.of(Dim.G), List.of(Dim.Q, Dim.P), false),
    /** Output stationary over groups, turned. */
    QP_G(List.of(Dim.Q, Dim.P), List.of(Dim.G), false);

    private final List<Dim> rowDims;
    private final List<Dim> colDims;
    private final boolean weightStationary;

    Dataflow(List<Dim> rowDims, List<Dim> colDims, boolean weightStationary) {
        this.rowDims = rowDims;
        this.colDims = colDims;
        this.weightStationary = weightStationary;
    }

    /** Dims on the rows of the PE array. */
    public List<Dim> rowDims() {
        return rowDims;
    }

    /** Dims on the columns of the PE array. */
    public List<Dim> colDims() {
        return colDims;
    }

    /** True if weights stay in the PE registers, false if psums do. */
    public boolean weightStationary() {
        return weightStationary;
    }
}
