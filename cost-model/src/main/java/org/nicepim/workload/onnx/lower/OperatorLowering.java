package org.nicepim.workload.onnx.lower;

/** Turns one node of a family of operators into layers, or into other views of what it reads. */
@FunctionalInterface
interface OperatorLowering {
    /** Gives each output of the node its value. */
    void lower(Call call);
}
