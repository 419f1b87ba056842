package org.nicepim.workload;

/** Learned per-channel values that fold into the layer that they follow: no arithmetic of their own. */
public enum Affine {
    /** Nothing. */
    NONE(0),
    /** One bias per output channel. */
    BIAS(1),
    /** Batch normalisation: scale and shift per output channel; running statistics are no parameters. */
    BATCH_NORM(2);

    private final int perChannel;

    Affine(int perChannel) {
        this.perChannel = perChannel;
    }

    /** Parameters over so many output channels. */
    public long parameters(int channels) {
        return (long) perChannel * channels;
    }
}
