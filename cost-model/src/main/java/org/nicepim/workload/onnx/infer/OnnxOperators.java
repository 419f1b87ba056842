package org.nicepim.workload.onnx.infer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.nicepim.config.Suggestions;
import org.nicepim.workload.onnx.graph.OnnxNode;

/** The operators that are supported, each with its shape rule: the one list of them. */
public final class OnnxOperators {
    /** Domain of the operators that onnxruntime adds, above all for quantised networks. */
    static final String MICROSOFT = "com.microsoft";

    private static final int MAX_NAME = 100;
    private static final Set<String> CONTROL_FLOW = Set.of("If", "Loop", "Scan", "SequenceMap");
    private static final Set<String> RECURRENT = Set.of("LSTM", "GRU", "RNN");

    private static final Map<String, ShapeRule> STANDARD = standard();
    private static final Map<String, ShapeRule> ADDED = added();

    private OnnxOperators() {}

    /** Names of all supported operators; those of other domains with their domain in front. */
    public static List<String> supported() {
        List<String> names = new ArrayList<>(STANDARD.keySet());
        ADDED.keySet().forEach(name -> names.add(MICROSOFT + "." + name));
        return List.copyOf(names);
    }

    /**
     * Whether the operator has a shape rule. Settings may still not be supported.
     *
     * @param node of any domain
     */
    public static boolean supports(OnnxNode node) {
        return find(node).isPresent();
    }

    /** The rule of an operation, or the error that its operator is not supported. */
    static ShapeRule rule(Operation operation) {
        return find(operation.node()).orElseThrow(() -> operation.unsupported(refusal(operation.node())));
    }

    private static Optional<ShapeRule> find(OnnxNode node) {
        return switch (node.domain()) {
            case "", "ai.onnx" -> Optional.ofNullable(STANDARD.get(node.op()));
            case MICROSOFT -> Optional.ofNullable(ADDED.get(node.op()));
            default -> Optional.empty();
        };
    }

    private static String refusal(OnnxNode node) {
        String domain = node.domain().isEmpty() ? "ai.onnx" : node.domain();
        if (CONTROL_FLOW.contains(node.op())) {
            return "operator " + node.op() + " of domain " + domain
                    + " is control flow, which cannot be mapped: what runs would depend on data";
        }
        if (RECURRENT.contains(node.op())) {
            return "operator " + node.op() + " of domain " + domain + " is a recurrent layer, which is not supported";
        }
        String maybe = node.op().length() > MAX_NAME ? "" : Suggestions.maybe(node.op(), STANDARD.keySet());
        return "operator " + node.op() + " of domain " + domain + " is not supported." + maybe + " Supported are "
                + String.join(", ", supported());
    }

    private static Map<String, ShapeRule> standard() {
        Map<String, ShapeRule> table = new TreeMap<>();
        addProducts(table);
        addPooling(table);
        addElementwise(table);
        addNormalisation(table);
        addReductions(table);
        addMoves(table);
        addMakers(table);
        addQuantisation(table);
        return table;
    }

    private static void add(Map<String, ShapeRule> table, ShapeRule rule, String... operators) {
        for (String operator : operators) {
            table.put(operator, rule);
        }
    }

    private static void addProducts(Map<String, ShapeRule> table) {
        add(table, ConvRules::conv, "Conv");
        add(table, ConvRules::transposed, "ConvTranspose");
        add(table, ConvRules::integer, "ConvInteger");
        add(table, ConvRules::quantised, "QLinearConv");
        add(table, MatrixRules::gemm, "Gemm");
        add(table, MatrixRules::matMul, "MatMul");
        add(table, MatrixRules::integer, "MatMulInteger");
        add(table, MatrixRules::quantised, "QLinearMatMul");
        add(table, EinsumRule::einsum, "Einsum");
    }

    private static void addPooling(Map<String, ShapeRule> table) {
        add(table, PoolRules::pool, "MaxPool", "AveragePool", "LpPool");
        add(table, PoolRules::global, "GlobalAveragePool", "GlobalMaxPool", "GlobalLpPool");
    }

    /** Silu, SiLU, Swish and QuickGelu are no standard operators, but exporters write them. */
    private static void addElementwise(Map<String, ShapeRule> table) {
        add(table, SameShapeRules::same, "Relu", "LeakyRelu", "Elu", "Selu", "Celu", "ThresholdedRelu", "Clip");
        add(table, SameShapeRules::same, "Sigmoid", "HardSigmoid", "HardSwish", "Mish", "Softplus", "Softsign");
        add(table, SameShapeRules::same, "Tanh", "Gelu", "QuickGelu", "Silu", "SiLU", "Swish", "Shrink", "Erf");
        add(table, SameShapeRules::same, "Exp", "Log", "Sqrt", "Reciprocal", "Abs", "Neg", "Sign", "Floor", "Ceil");
        add(table, SameShapeRules::same, "Round", "Not", "Sin", "Cos", "Tan", "Asin", "Acos", "Atan", "Sinh", "Cosh");
        add(table, SameShapeRules::same, "Asinh", "Acosh", "Atanh", "Identity", "BitwiseNot");
        add(table, SameShapeRules::truth, "IsNaN", "IsInf");
        add(table, SameShapeRules::prelu, "PRelu");
        add(table, SameShapeRules::dropout, "Dropout");
        add(table, MakerRules::cast, "Cast");
        add(table, MakerRules::castLike, "CastLike");
        add(table, Broadcast::all, "Add", "Sub", "Mul", "Div", "Pow", "Mod", "Min", "Max", "Sum", "Mean");
        add(table, Broadcast::all, "And", "Or", "Xor", "BitwiseAnd", "BitwiseOr", "BitwiseXor", "BitShift");
        add(table, Broadcast::compare, "Equal", "Greater", "Less", "GreaterOrEqual", "LessOrEqual");
        add(table, Broadcast::where, "Where");
    }

    private static void addNormalisation(Map<String, ShapeRule> table) {
        add(table, SameShapeRules::batchNormalization, "BatchNormalization");
        add(table, SameShapeRules::layerNormalization, "LayerNormalization");
        add(table, SameShapeRules::layerNormalization, "RMSNormalization", "SimplifiedLayerNormalization");
        add(table, SameShapeRules::same, "InstanceNormalization", "GroupNormalization", "LRN", "LpNormalization");
        add(table, SameShapeRules::same, "MeanVarianceNormalization", "Softmax", "LogSoftmax", "Hardmax");
    }

    private static void addReductions(Map<String, ShapeRule> table) {
        add(table, ReduceRules::reduce, "ReduceSum", "ReduceMean", "ReduceMax", "ReduceMin", "ReduceProd");
        add(table, ReduceRules::reduce, "ReduceL1", "ReduceL2", "ReduceSumSquare", "ReduceLogSum", "ReduceLogSumExp");
        add(table, ReduceRules::arg, "ArgMax", "ArgMin");
        add(table, ReduceRules::topK, "TopK");
        add(table, SameShapeRules::same, "CumSum");
    }

    private static void addMoves(Map<String, ShapeRule> table) {
        add(table, JoinRules::concat, "Concat");
        add(table, JoinRules::split, "Split");
        add(table, LayoutRules::reshape, "Reshape");
        add(table, LayoutRules::transpose, "Transpose");
        add(table, LayoutRules::flatten, "Flatten");
        add(table, LayoutRules::squeeze, "Squeeze");
        add(table, LayoutRules::unsqueeze, "Unsqueeze");
        add(table, LayoutRules::depthToSpace, "DepthToSpace");
        add(table, LayoutRules::spaceToDepth, "SpaceToDepth");
        add(table, SliceRules::slice, "Slice");
        add(table, SliceRules::pad, "Pad");
        add(table, SliceRules::tile, "Tile");
        add(table, SliceRules::gather, "Gather");
        add(table, SliceRules::gatherElements, "GatherElements");
        add(table, SliceRules::gatherNd, "GatherND");
        add(table, SameShapeRules::same, "ScatterND", "ScatterElements", "Scatter", "Trilu");
        add(table, Broadcast::expand, "Expand");
        add(table, ResizeRules::resize, "Resize");
        add(table, ResizeRules::upsample, "Upsample");
    }

    private static void addMakers(Map<String, ShapeRule> table) {
        add(table, MakerRules::constant, "Constant");
        add(table, MakerRules::constantOfShape, "ConstantOfShape");
        add(table, MakerRules::shape, "Shape");
        add(table, MakerRules::size, "Size");
        add(table, MakerRules::range, "Range");
        add(table, MakerRules::oneHot, "OneHot");
        add(table, MakerRules::nonZero, "NonZero");
        add(table, MakerRules::eyeLike, "EyeLike");
    }

    private static void addQuantisation(Map<String, ShapeRule> table) {
        add(table, SameShapeRules::quantize, "QuantizeLinear");
        add(table, SameShapeRules::dequantize, "DequantizeLinear");
        add(table, SameShapeRules::dynamicQuantize, "DynamicQuantizeLinear");
    }

    private static Map<String, ShapeRule> added() {
        Map<String, ShapeRule> table = new TreeMap<>();
        addQuantisation(table);
        add(table, SameShapeRules::same, "Gelu", "FastGelu", "BiasGelu", "QuickGelu");
        add(table, MatrixRules::fused, "FusedMatMul", "TransposeMatMul");
        add(table, MatrixRules::gemm, "FusedGemm");
        add(table, ConvRules::conv, "FusedConv");
        add(table, SameShapeRules::layerNormalization, "SimplifiedLayerNormalization");
        add(table, SameShapeRules::skipLayerNormalization, "SkipLayerNormalization");
        add(table, SameShapeRules::skipLayerNormalization, "SkipSimplifiedLayerNormalization");
        add(table, Broadcast::quantised, "QLinearAdd", "QLinearMul");
        add(table, MatrixRules::quantisedGemm, "QGemm");
        add(table, JoinRules::quantisedConcat, "QLinearConcat");
        add(table, SameShapeRules::same, "QLinearSigmoid", "QLinearLeakyRelu", "QLinearSoftmax");
        add(table, PoolRules::pool, "QLinearAveragePool");
        add(table, PoolRules::global, "QLinearGlobalAveragePool");
        return table;
    }
}
