package org.nicepim.workload.onnx.infer;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.nicepim.workload.onnx.graph.ElementType;
import org.nicepim.workload.onnx.graph.Extents;
import org.nicepim.workload.onnx.graph.OnnxException;
import org.nicepim.workload.onnx.graph.OnnxNode;
import org.nicepim.workload.onnx.graph.TensorFact;
import org.nicepim.workload.onnx.graph.TensorValues;

/**
 * Walks a graph once and finds the facts of every tensor.
 *
 * <p>Shapes are computed; what the file declares must agree with them. It is believed only where nothing can be computed: for
 * the outputs of skipped operators and of those whose shapes hang on data.
 */
public final class ShapeInference {
    /** Most values that are computed for one graph; beyond, shapes alone are. The largest known graphs need some ten thousands. */
    private static final long MAX_FOLDED = 4_000_000;

    private final GraphContext context;
    private final Map<String, DeclaredShape> declared;
    private final boolean skipUnsupported;
    private final Map<String, TensorFact> facts;
    private final Set<String> unsupported = new LinkedHashSet<>();
    /** Tensors whose shapes follow from a guess at a skipped operator's output. */
    private final Set<String> guessed = new HashSet<>();

    private long folded;

    private ShapeInference(
            GraphContext context,
            Map<String, DeclaredShape> declared,
            Map<String, TensorFact> known,
            boolean skipUnsupported) {
        this.context = context;
        this.declared = declared;
        this.skipUnsupported = skipUnsupported;
        this.facts = new HashMap<>(known);
    }

    /**
     * What a walk finds.
     *
     * @param tensors facts of every tensor
     * @param unsupported names of nodes that are passed through
     */
    public record Result(Map<String, TensorFact> tensors, Set<String> unsupported) {}

    /**
     * Finds the facts of every tensor.
     *
     * @param context what holds for all nodes
     * @param nodes producers before consumers
     * @param declared what the file says of tensors inside the graph
     * @param known facts of inputs and initialisers
     * @param skipUnsupported pass through operators that are not supported, instead of refusing them
     * @throws OnnxException if a node breaks its operator's rule, or its result contradicts the file
     */
    public static Result infer(
            GraphContext context,
            List<OnnxNode> nodes,
            Map<String, DeclaredShape> declared,
            Map<String, TensorFact> known,
            boolean skipUnsupported) {
        ShapeInference walk = new ShapeInference(context, declared, known, skipUnsupported);
        nodes.forEach(walk::visit);
        return new Result(walk.facts, walk.unsupported);
    }

    private void visit(OnnxNode node) {
        List<Optional<TensorFact>> inputs = node.inputs().stream()
                .map(input -> Optional.ofNullable(facts.get(input)))
                .toList();
        Operation operation = new Operation(context, node, inputs);
        boolean onGuess = node.inputs().stream().anyMatch(guessed::contains);
        if (onGuess) {
            node.outputs().stream().filter(output -> !output.isEmpty()).forEach(guessed::add);
        }
        try {
            ShapeRule rule = OnnxOperators.rule(operation);
            if (operation.given().anyMatch(fact -> fact.shape().isEmpty())) {
                declare(operation);
            } else {
                accept(operation, rule.infer(operation));
            }
        } catch (UnsupportedOperatorException e) {
            passThrough(operation, e);
        } catch (UnknownValueException e) {
            believe(operation, e);
        } catch (OnnxException e) {
            if (!onGuess) {
                throw e;
            }
            declare(operation);
        }
    }

    private void accept(Operation operation, List<OutputType> outputs) {
        List<String> names = operation.node().outputs();
        for (int i = 0; i < names.size(); i++) {
            if (i >= outputs.size() && !names.get(i).isEmpty()) {
                throw operation.wrong("has no output " + i);
            }
            if (!names.get(i).isEmpty()) {
                OutputType output = outputs.get(i);
                List<Integer> shape = checked(operation, output);
                agree(operation, names.get(i), shape);
                facts.put(names.get(i), fact(operation, i, output, shape));
            }
        }
    }

    /** An empty tensor, such as the rest of a split that leaves none, is known: it has no values. */
    private TensorFact fact(Operation operation, int index, OutputType output, List<Integer> shape) {
        if (shape.contains(0)) {
            return TensorFact.constant(output.type(), shape, TensorValues.of(new double[0]));
        }
        if (!Folding.isStored(operation)) {
            return TensorFact.computed(output.type(), shape);
        }
        folded += Folding.work(operation, output);
        Optional<TensorValues> values =
                folded > MAX_FOLDED ? Optional.empty() : Folding.values(operation, output, index);
        return new TensorFact(output.type(), Optional.of(shape), true, values);
    }

    private static List<Integer> checked(Operation operation, OutputType output) {
        long[] dims = output.dims();
        if (LongStream.of(dims).anyMatch(dim -> dim < 0 || dim > Integer.MAX_VALUE)) {
            throw operation.wrong("the output's shape would be " + Arrays.toString(dims) + "; dims go from 1 to "
                    + Integer.MAX_VALUE);
        }
        if (Extents.count(dims) > Extents.MAX_ELEMENTS) {
            throw operation.wrong("the output's shape would be " + Arrays.toString(dims) + ", more than 2^48 elements");
        }
        return LongStream.of(dims).mapToObj(dim -> (int) dim).toList();
    }

    private void agree(Operation operation, String tensor, List<Integer> shape) {
        Optional<DeclaredShape> stated = Optional.ofNullable(declared.get(tensor));
        if (!guessed.contains(tensor)
                && stated.filter(dims -> dims.contradicts(shape)).isPresent()) {
            throw operation.wrong("tensor '" + tensor + "' has shape " + shape + ", but the file says "
                    + stated.map(DeclaredShape::text).orElse("")
                    + ". Maybe the file's shapes are of another batch? Remove its value_info");
        }
    }

    /**
     * The first output looks as the file says, else like the first input that the network computes and that is more than a
     * number: conditions and counts of loops come first.
     */
    private void passThrough(Operation operation, UnsupportedOperatorException refusal) {
        if (!skipUnsupported) {
            throw refusal;
        }
        unsupported.add(operation.node().name());
        declare(operation);
        List<TensorFact> inputs = operation.given().toList();
        Optional<TensorFact> source = inputs.stream()
                .filter(fact -> !fact.stored() && !isScalar(fact))
                .findFirst()
                .or(() -> inputs.stream().filter(fact -> !fact.stored()).findFirst())
                .or(() -> inputs.stream().findFirst());
        operation.node().outputs().stream().limit(1).filter(this::isShapeless).forEach(first -> {
            guessed.add(first);
            source.ifPresent(
                    fact -> facts.put(first, new TensorFact(fact.type(), fact.shape(), false, Optional.empty())));
        });
    }

    private static boolean isScalar(TensorFact fact) {
        return fact.shape().filter(List::isEmpty).isPresent();
    }

    private boolean isShapeless(String tensor) {
        return Optional.ofNullable(facts.get(tensor))
                .filter(fact -> fact.shape().isEmpty())
                .isPresent();
    }

    /** The file's word for shapes that hang on data, if it has one for all outputs. */
    private void believe(Operation operation, UnknownValueException unknown) {
        declare(operation);
        boolean known = operation.node().outputs().stream().noneMatch(this::isShapeless);
        boolean onGuess = operation.node().outputs().stream().anyMatch(guessed::contains);
        if (!known && !onGuess) {
            throw unknown;
        }
    }

    /** Outputs as the file says; without shapes where it says nothing. */
    private void declare(Operation operation) {
        ElementType type = operation.given().map(TensorFact::type).findFirst().orElse(ElementType.FLOAT);
        for (String output : operation.node().outputs()) {
            if (!output.isEmpty()) {
                Optional<DeclaredShape> stated = Optional.ofNullable(declared.get(output));
                facts.put(
                        output,
                        new TensorFact(
                                stated.map(DeclaredShape::type).orElse(type),
                                stated.flatMap(DeclaredShape::shape),
                                false,
                                Optional.empty()));
            }
        }
    }
}
