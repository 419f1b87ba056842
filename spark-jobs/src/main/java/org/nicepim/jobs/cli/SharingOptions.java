package org.nicepim.jobs.cli;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nicepim.config.ConfigException;
import org.nicepim.config.Suggestions;
import org.nicepim.noc.Mesh;
import org.nicepim.scheduler.milp.SolverChain;
import org.nicepim.workload.Dim;
import org.nicepim.workload.Operand;

/** Reads regions, parts of dims, volumes and solvers from the command line. */
final class SharingOptions {
    /** Most nodes of a region; bounds and pools of more take minutes. */
    static final int MOST_NODES = 256;

    private static final List<Dim> DIMS = List.of(Dim.N, Dim.G, Dim.K, Dim.C, Dim.P, Dim.Q);
    private static final List<String> OPERANDS =
            Arrays.stream(Operand.values()).map(SharingOptions::word).toList();

    private SharingOptions() {}

    /** What is shared, in one word: what travels of ofmaps is their psums. */
    static String word(Operand operand) {
        return operand == Operand.OFMAP ? "psum" : operand.name().toLowerCase(Locale.ROOT);
    }

    /**
     * The solvers that {@code --solver} allows.
     *
     * @param solver one of {@link SolverChain#names}, or null for those that are standard
     */
    static SolverChain solvers(@Nullable String solver) {
        try {
            return solver == null ? SolverChain.standard() : SolverChain.only(solver);
        } catch (IllegalArgumentException e) {
            String name = solver == null ? System.getProperty(SolverChain.PROPERTY, "") : solver;
            throw new ConfigException(
                    (solver == null ? SolverChain.PROPERTY + " = " : "--solver ") + name + ": must be one of "
                            + String.join(", ", SolverChain.names()) + "."
                            + (name.equalsIgnoreCase("gurobi")
                                    ? " Maybe build with -Pgurobi?"
                                    : Suggestions.maybe(name, SolverChain.names())),
                    e);
        }
    }

    /** The mesh that {@code RxC} stands for. */
    static Mesh region(String text) {
        String rule = "--region " + text + ": must be ROWSxCOLS, each at least 1, of at most " + MOST_NODES + " nodes.";
        if (!text.matches("[0-9]{1,3}[xX][0-9]{1,3}")) {
            throw new ConfigException(rule + " Maybe 4x4?");
        }
        String[] sides = text.toLowerCase(Locale.ROOT).split("x", 2);
        int rows = Integer.parseInt(sides[0]);
        int cols = Integer.parseInt(sides[1]);
        if (rows < 1 || cols < 1 || rows * cols > MOST_NODES) {
            throw new ConfigException(rule + " Maybe 4x4?");
        }
        return new Mesh(rows, cols);
    }

    /** Into how many parts each dim is cut; dims that are not named are left out. */
    static Map<Dim, Integer> partition(String text, Mesh region) {
        Map<Dim, Integer> parts = new EnumMap<>(Dim.class);
        BigInteger product = BigInteger.ONE;
        for (String part : text.split(",", -1)) {
            if (!part.matches("[A-Za-z]+=[0-9]{1,4}")) {
                throw new ConfigException("--partition " + text + ": '" + part
                        + "' must be DIM=PARTS with a whole number of parts. Maybe 'K=4,P=4'?");
            }
            String[] sides = part.split("=", 2);
            int count = Integer.parseInt(sides[1]);
            if (count < 1) {
                throw new ConfigException("--partition " + text + ": " + part + " must be at least 1.");
            }
            if (parts.put(dim(text, sides[0]), count) != null) {
                throw new ConfigException("--partition " + text + ": " + sides[0] + " stands there twice.");
            }
            product = product.multiply(BigInteger.valueOf(count));
        }
        if (!product.equals(BigInteger.valueOf(region.nodes()))) {
            throw new ConfigException("--partition " + text + ": its parts multiply to " + product + ", the "
                    + region.rows() + "x" + region.cols() + " region has " + region.nodes()
                    + " nodes; they must fill it. Maybe 'K=" + region.nodes() + "'?");
        }
        return parts;
    }

    private static Dim dim(String text, String word) {
        List<String> words = DIMS.stream().map(Dim::name).toList();
        if (!words.contains(word)) {
            throw new ConfigException("--partition " + text + ": '" + word + "' must be one of "
                    + String.join(", ", words) + "." + Suggestions.maybe(word, words));
        }
        return Dim.valueOf(word);
    }

    /**
     * Bytes of each sharing set, by operand.
     *
     * @param text one number for all, or {@code ifmap=BYTES,weight=BYTES,psum=BYTES}, where operands that are not named share nothing
     */
    static Map<Operand, Double> bytes(String text) {
        Map<Operand, Double> bytes = new EnumMap<>(Operand.class);
        if (!text.contains("=")) {
            double each = number(text, text);
            Stream.of(Operand.values()).forEach(operand -> bytes.put(operand, each));
            return bytes;
        }
        for (String part : text.split(",", -1)) {
            String[] sides = part.split("=", 2);
            int operand = OPERANDS.indexOf(sides[0]);
            if (operand < 0 || sides.length < 2) {
                throw new ConfigException("--bytes " + text + ": '" + part + "' must be OPERAND=BYTES with one of "
                        + String.join(", ", OPERANDS) + "." + Suggestions.maybe(sides[0], OPERANDS));
            }
            if (bytes.put(Operand.values()[operand], number(text, sides[1])) != null) {
                throw new ConfigException("--bytes " + text + ": " + sides[0] + " stands there twice.");
            }
        }
        return bytes;
    }

    private static double number(String text, String value) {
        double bytes;
        try {
            bytes = Double.parseDouble(value);
        } catch (NumberFormatException e) {
            bytes = Double.NaN;
        }
        if (!(bytes >= 0 && bytes <= 1e15)) {
            throw new ConfigException("--bytes " + text + ": '" + value
                    + "' must be a number of bytes from 0 to 1e15. Maybe 'ifmap=65536,weight=65536'?");
        }
        return bytes;
    }
}
