package org.nicepim.sharing;

import java.util.Arrays;
import org.nicepim.noc.BackgroundLoads;
import org.nicepim.noc.Mesh;

/**
 * Sets as they lie in one image of a box under a mirror or a turn, in the order that counts: by members, compared as ascending lists of
 * node ids are, then by volume, then as they stood.
 *
 * <p>Members are bits, node 0 the lowest of the first word, so no list is made or sorted. At the lowest bit in which two sets differ, the
 * one that has it comes first, unless the other has nothing above: then that one is a prefix and comes first itself.
 */
final class PatternImage implements Comparable<PatternImage> {
    private final MeshSymmetry symmetry;
    private final int words;
    /** Those of set i from i·words on. */
    private final long[] members;

    private final double[] ratios;
    private final int[] order;
    /** Loads of others there, as shares of the largest volume; empty if there are none. */
    private final double[] background;

    /**
     * An image.
     *
     * @param mesh of the box
     * @param symmetry leads to the image
     * @param sets members of each set, in any order, as nodes of the box
     * @param ratios bytes of each set, as shares of the largest
     * @param background loads of others in the image, as shares of the largest
     */
    PatternImage(Mesh mesh, MeshSymmetry symmetry, int[][] sets, double[] ratios, double[] background) {
        this.symmetry = symmetry;
        this.words = (mesh.nodes() + Long.SIZE - 1) / Long.SIZE;
        this.members = new long[sets.length * words];
        this.ratios = ratios;
        this.background = background;
        int[] to = symmetry.nodes(mesh);
        for (int set = 0; set < sets.length; set++) {
            for (int node : sets[set]) {
                members[set * words + to[node] / Long.SIZE] |= 1L << to[node];
            }
        }
        this.order = new int[sets.length];
        sort();
    }

    /** Merges runs of 1, 2, 4, … sets: the order is total but for equals, which keep theirs. */
    private void sort() {
        int[] from = new int[order.length];
        Arrays.setAll(order, set -> set);
        for (int run = 1; run < order.length; run *= 2) {
            System.arraycopy(order, 0, from, 0, order.length);
            for (int start = 0; start < order.length; start += 2 * run) {
                merge(from, start, Math.min(start + run, order.length), Math.min(start + 2 * run, order.length));
            }
        }
    }

    private void merge(int[] from, int start, int middle, int end) {
        int left = start;
        int right = middle;
        for (int place = start; place < end; place++) {
            boolean takeLeft = right == end || (left < middle && compare(from[left], this, from[right]) <= 0);
            order[place] = takeLeft ? from[left++] : from[right++];
        }
    }

    /** A set of this image beside one of another, or of this. */
    private int compare(int set, PatternImage other, int otherSet) {
        int byMembers = compareMembers(members, set * words, other.members, otherSet * words, words);
        return byMembers != 0 ? byMembers : Double.compare(ratios[set], other.ratios[otherSet]);
    }

    private static int compareMembers(long[] left, int leftFirst, long[] right, int rightFirst, int words) {
        for (int word = 0; word < words; word++) {
            long difference = left[leftFirst + word] ^ right[rightFirst + word];
            if (difference != 0) {
                long lowest = Long.lowestOneBit(difference);
                boolean leftHasIt = (left[leftFirst + word] & lowest) != 0;
                boolean otherHasMore = leftHasIt
                        ? hasAbove(right, rightFirst + word, rightFirst + words, lowest)
                        : hasAbove(left, leftFirst + word, leftFirst + words, lowest);
                return leftHasIt == otherHasMore ? -1 : 1;
            }
        }
        return 0;
    }

    private static boolean hasAbove(long[] bits, int word, int end, long bit) {
        boolean above = (bits[word] & -bit) != 0;
        for (int next = word + 1; next < end && !above; next++) {
            above = bits[next] != 0;
        }
        return above;
    }

    @Override
    public int compareTo(PatternImage other) {
        for (int i = 0; i < order.length; i++) {
            int both = compare(order[i], other, other.order[i]);
            if (both != 0) {
                return both;
            }
        }
        return Arrays.compare(background, other.background);
    }

    MeshSymmetry symmetry() {
        return symmetry;
    }

    /** Index of the original set in that place. */
    int set(int place) {
        return order[place];
    }

    /** Bits of the members of all sets, in order. */
    long[] sortedMembers() {
        long[] sorted = new long[members.length];
        for (int place = 0; place < order.length; place++) {
            System.arraycopy(members, order[place] * words, sorted, place * words, words);
        }
        return sorted;
    }

    /** Bytes of all sets, in order. */
    double[] sortedBytes(double largestBytes) {
        double[] bytes = new double[order.length];
        for (int place = 0; place < order.length; place++) {
            bytes[place] = ratios[order[place]] * largestBytes;
        }
        return bytes;
    }

    /** Loads of others in the image. */
    BackgroundLoads background(double largestBytes) {
        double[] loads = background.clone();
        for (int link = 0; link < loads.length; link++) {
            loads[link] *= largestBytes;
        }
        return BackgroundLoads.of(loads);
    }
}
