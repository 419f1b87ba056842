package org.nicepim.sim.result;

/**
 * Energy by component, in pJ.
 *
 * @param macPj multiply-accumulates and vector operations
 * @param peRegisterPj PE registers
 * @param bufferPj the three buffers
 * @param dramPj DRAM transfers, activations, refresh and standby
 * @param nocPj routers and links
 * @param leakagePj leakage of the logic die over the latency
 */
public record SimulatedEnergy(
        double macPj, double peRegisterPj, double bufferPj, double dramPj, double nocPj, double leakagePj) {
    /** No energy. */
    public static final SimulatedEnergy ZERO = new SimulatedEnergy(0, 0, 0, 0, 0, 0);

    /** The sum of all parts. */
    public double totalPj() {
        return macPj + peRegisterPj + bufferPj + dramPj + nocPj + leakagePj;
    }

    /** Part by part. */
    public SimulatedEnergy plus(SimulatedEnergy other) {
        return new SimulatedEnergy(
                macPj + other.macPj,
                peRegisterPj + other.peRegisterPj,
                bufferPj + other.bufferPj,
                dramPj + other.dramPj,
                nocPj + other.nocPj,
                leakagePj + other.leakagePj);
    }
}
