package org.nicepim.sim.run;

/** Takes note of intervals of a timeline; ids are nodes of the mesh. */
interface Recorder {
    /** Notes nothing. */
    Recorder NONE = new Recorder() {
        @Override
        public void compute(LayerRun run, int node, long start, long end) {}

        @Override
        public void memory(LayerRun run, int node, int operand, boolean write, long start, long end) {}

        @Override
        public void move(LayerRun run, int node, boolean write, long start, long end) {}

        @Override
        public void shared(LayerRun run, int slot, long end) {}
    };

    /** A node computes a tile. */
    void compute(LayerRun run, int node, long start, long end);

    /** A node's DRAM serves a tile, from when it is asked for. */
    void memory(LayerRun run, int node, int operand, boolean write, long start, long end);

    /** A node's DRAM serves a move before a layer. */
    void move(LayerRun run, int node, boolean write, long start, long end);

    /** A slot has all that its set gathers or reduces; it began at {@link LayerRun#began}. */
    void shared(LayerRun run, int slot, long end);
}
