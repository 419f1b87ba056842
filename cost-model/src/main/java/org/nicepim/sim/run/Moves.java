package org.nicepim.sim.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nicepim.sim.memory.NodeMemory;
import org.nicepim.sim.memory.StoredTensor;
import org.nicepim.sim.memory.StoredTensor.Box;
import org.nicepim.sim.memory.StoredTensor.Part;
import org.nicepim.workload.Layer;
import org.nicepim.workload.LayerInput;
import org.nicepim.workload.Operand;

/**
 * What must move before a layer starts: each word that does not lie where it is needed is read at its home, crosses the mesh and
 * is written where it is needed. Words that lie on the right node in another layout than the layer reads are read and written there. Nodes that share an operand own it interleaved, at home as well as where it goes, so a pair
 * of nodes moves 1 / (owners at home · owners there) of the words that both have.
 */
final class Moves {
    private final List<Move> moves = new ArrayList<>();

    /**
     * Words from one node to another.
     *
     * @param home place in the workload of the layer that computed them
     * @param from node of the mesh
     * @param to node of the mesh
     * @param bytes wanted, without over-fetch
     * @param pieces where they lie at home and where they go
     */
    record Move(int home, int from, int to, double bytes, List<Piece> pieces) {
        /** True if the words stay on their node and only change their order. */
        boolean stays() {
            return from == to;
        }

        /** Adds what is read at home to a transfer. */
        void addReads(NodeMemory memory) {
            pieces.forEach(piece -> piece.home.add(piece.homeBox, piece.homePart, memory));
        }

        /**
         * Adds what is written to a transfer.
         *
         * @param first share of the move that was written before
         * @param last share of the move that will then be written
         */
        void addWrites(double first, double last, NodeMemory memory) {
            for (Piece piece : pieces) {
                Part all = piece.needPart;
                double width = all.to() - all.from();
                Part now = new Part(all.owners(), all.owner(), all.from() + first * width, all.from() + last * width);
                piece.need.add(piece.needBox, now, memory);
            }
        }
    }

    /**
     * A block of a move.
     *
     * @param home tensor at home
     * @param homeBox block in it
     * @param homePart which part of the block
     * @param need tensor where it is needed
     * @param needBox block in it
     * @param needPart which part of the block
     */
    record Piece(StoredTensor home, Box homeBox, Part homePart, StoredTensor need, Box needBox, Part needPart) {}

    /** Moves of a layer's inputs, by source and then by destination behind it. */
    List<Move> all() {
        return moves;
    }

    /**
     * Lists the moves of a layer.
     *
     * @param run the layer
     * @param homes runs of the layers before, by name; inputs of the workload, which are not among them, lie where they are
     *     needed
     */
    static Moves of(LayerPlan run, Map<String, LayerPlan> homes) {
        Moves moves = new Moves();
        Layer layer = run.layer();
        long base = run.store().ifmapBase();
        for (LayerInput input : layer.inputs()) {
            boolean ifmap = input.operand() == Operand.IFMAP;
            LayerPlan home = homes.get(input.producer());
            if (home != null) {
                moves.pull(run, home, input, ifmap ? base : run.store().weightBase());
            }
            if (ifmap && layer.inputs().size() > 1) {
                base += input.place().words()
                        * run.widths().wordBytes()
                        / run.grid().nodes();
            }
        }
        moves.moves.sort((a, b) -> a.from != b.from
                ? Integer.compare(a.from, b.from)
                : Integer.compare(
                        Math.floorMod(a.to - a.from, run.meshNodes()), Math.floorMod(b.to - b.from, run.meshNodes())));
        return moves;
    }

    private void pull(LayerPlan run, LayerPlan home, LayerInput input, long base) {
        Shares need = new Shares(run.grid());
        Shares has = new Shares(home.grid());
        List<List<Box>> written = new ArrayList<>();
        for (int node = 0; node < home.grid().nodes(); node++) {
            written.add(has.ofmap(node));
        }
        int channels = home.layer().ofmap().channels();
        boolean reordered = home.mapping().layouts().ofmap().blockFor(channels)
                != run.mapping().layouts().ifmap().blockFor(channels);
        for (int to = 0; to < run.grid().nodes(); to++) {
            List<Box> read = input.operand() == Operand.IFMAP ? need.ifmap(to) : need.attention(to);
            List<Box> wanted = new ArrayList<>();
            read.forEach(box -> wanted.addAll(InputBlocks.of(box, input)));
            for (int from = 0; from < home.grid().nodes(); from++) {
                if (run.global(to) != home.global(from) || reordered) {
                    Pair pair = new Pair(run, home, to, from, input.operand().ordinal());
                    pair.add(written.get(from), wanted, base);
                    pair.keep(moves);
                }
            }
        }
    }

    /** What one node needs of what another has. */
    private static final class Pair {
        private final LayerPlan run;
        private final LayerPlan home;
        private final int to;
        private final int from;
        private final int owners;
        private final int owner;
        private final int homeOwners;
        private final int homeOwner;
        private final List<Piece> pieces = new ArrayList<>();
        private long words;

        Pair(LayerPlan run, LayerPlan home, int to, int from, int operand) {
            this.run = run;
            this.home = home;
            this.to = to;
            this.from = from;
            this.owners = run.sharing().members(operand, to);
            this.owner = run.sharing().member(operand, to);
            int ofmap = Operand.OFMAP.ordinal();
            this.homeOwners = home.sharing().members(ofmap, from);
            this.homeOwner = home.sharing().member(ofmap, from);
        }

        void add(List<Box> written, List<Box> wanted, long base) {
            int channel = 0;
            for (Box has : written) {
                long address = base;
                for (Box needs : wanted) {
                    Box both = has.and(needs);
                    if (!both.isEmpty()) {
                        words += both.words();
                        pieces.add(piece(both, has, channel, needs, address));
                    }
                    address += needs.words() * run.widths().wordBytes();
                }
                channel += has.c1() - has.c0();
            }
        }

        private Piece piece(Box both, Box has, int channel, Box needs, long address) {
            StoredTensor tensor = home.store().ofmap(from);
            Box atHome = both.from(has.n0(), has.c0() - channel, has.h0(), has.w0());
            int channels = needs.c1() - needs.c0();
            StoredTensor there = new StoredTensor(
                    address,
                    channels,
                    needs.h1() - needs.h0(),
                    needs.w1() - needs.w0(),
                    run.widths().wordBytes(),
                    run.mapping().layouts().ifmap().blockFor(channels));
            Box wanted = both.from(needs.n0(), needs.c0(), needs.h0(), needs.w0());
            return new Piece(
                    tensor,
                    atHome,
                    new Part(homeOwners, homeOwner, (double) owner / owners, (owner + 1.0) / owners),
                    there,
                    wanted,
                    new Part(owners, owner, (double) homeOwner / homeOwners, (homeOwner + 1.0) / homeOwners));
        }

        void keep(List<Move> moves) {
            if (words > 0) {
                double bytes = (double) words * run.widths().wordBytes() / homeOwners / owners;
                moves.add(new Move(home.index(), home.global(from), run.global(to), bytes, List.copyOf(pieces)));
            }
        }
    }
}
