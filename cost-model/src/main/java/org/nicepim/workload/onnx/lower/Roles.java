package org.nicepim.workload.onnx.lower;

import static org.nicepim.workload.onnx.lower.Role.CHANNEL;
import static org.nicepim.workload.onnx.lower.Role.COL;
import static org.nicepim.workload.onnx.lower.Role.N;
import static org.nicepim.workload.onnx.lower.Role.ROW;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What the axes of a tensor are if nothing but their number is known. */
final class Roles {
    /** Keys or values of one layer: batch, heads, positions, words of a head. */
    static final List<Role> HEADS = List.of(N, CHANNEL, ROW, CHANNEL);

    private Roles() {}

    /** Vectors (batch, channels), sequences (batch, positions, channels) and feature maps (batch, channels, rows, columns). */
    static List<Role> of(int rank) {
        return switch (rank) {
            case 0 -> List.of();
            case 1 -> List.of(N);
            case 2 -> List.of(N, CHANNEL);
            case 3 -> List.of(N, ROW, CHANNEL);
            case 4 -> List.of(N, CHANNEL, ROW, COL);
            default -> framed(rank, CHANNEL);
        };
    }

    /** What convolutions and pooling read: batch, channels, then rows and columns. */
    static List<Role> image(int rank) {
        return List.of(N, CHANNEL, ROW, COL).subList(0, rank);
    }

    /** As {@link #image}, with the channels behind. */
    static List<Role> channelsLast(int rank) {
        return rank == 3 ? List.of(N, ROW, CHANNEL) : List.of(N, ROW, COL, CHANNEL);
    }

    /** Indices: batch, if the first of several axes is as large, and positions. */
    static List<Role> indices(List<Integer> shape, int batch) {
        boolean batched = shape.size() > 1 && shape.get(0) == batch;
        return batched ? framed(shape.size(), ROW) : new ArrayList<>(Collections.nCopies(shape.size(), ROW));
    }

    private static List<Role> framed(int rank, Role last) {
        List<Role> roles = new ArrayList<>(Collections.nCopies(rank, ROW));
        roles.set(0, N);
        roles.set(rank - 1, last);
        return roles;
    }
}
