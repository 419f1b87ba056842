package org.nicepim.workload.onnx.lower;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.nicepim.workload.onnx.graph.OnnxNode;
import org.nicepim.workload.onnx.graph.ShapedGraph;

/** What becomes of each operator: the one list of them. Operators of onnxruntime's domain have names of their own. */
final class Lowerings {
    private static final Map<String, OperatorLowering> TABLE = table();

    private Lowerings() {}

    /** The rule of a node. */
    static OperatorLowering of(ShapedGraph graph, OnnxNode node) {
        if (graph.isUnsupported(node)) {
            return OtherLowering::passThrough;
        }
        return Optional.ofNullable(TABLE.get(node.op()))
                .orElseThrow(() -> new IllegalArgumentException("no layer is known for operator " + node.op()));
    }

    private static Map<String, OperatorLowering> table() {
        Map<String, OperatorLowering> table = new TreeMap<>();
        addProducts(table);
        addElementwise(table);
        addNormalisation(table);
        addMoves(table);
        addOthers(table);
        return table;
    }

    private static void add(Map<String, OperatorLowering> table, OperatorLowering rule, String... operators) {
        for (String operator : operators) {
            table.put(operator, rule);
        }
    }

    private static void addProducts(Map<String, OperatorLowering> table) {
        add(table, ConvLowering::conv, "Conv", "ConvInteger", "FusedConv");
        add(table, ConvLowering::quantised, "QLinearConv");
        add(table, TransposedConvLowering::lower, "ConvTranspose");
        add(table, ProductLowering::gemm, "Gemm", "FusedGemm");
        add(table, ProductLowering::quantisedGemm, "QGemm");
        add(table, ProductLowering::matMul, "MatMul", "MatMulInteger", "FusedMatMul", "TransposeMatMul");
        add(table, ProductLowering::quantisedMatMul, "QLinearMatMul");
        add(table, ProductLowering::einsum, "Einsum");
        add(table, PoolLowering::pool, "MaxPool", "AveragePool", "LpPool", "QLinearAveragePool");
        add(table, PoolLowering::global, "GlobalAveragePool", "GlobalMaxPool", "GlobalLpPool");
        add(table, PoolLowering::global, "QLinearGlobalAveragePool");
    }

    private static void addElementwise(Map<String, OperatorLowering> table) {
        OperatorLowering alias = ElementwiseLowering::alias;
        add(table, alias, "Relu", "LeakyRelu", "Elu", "Selu", "Celu", "ThresholdedRelu", "Clip", "Sigmoid");
        add(table, alias, "HardSigmoid", "HardSwish", "Mish", "Softplus", "Softsign", "Tanh", "Gelu", "FastGelu");
        add(table, alias, "QuickGelu", "Silu", "SiLU", "Swish", "Shrink", "Erf", "Exp", "Log", "Sqrt", "Reciprocal");
        add(table, alias, "Abs", "Neg", "Sign", "Floor", "Ceil", "Round", "Not", "Sin", "Cos", "Tan", "Asin", "Acos");
        add(table, alias, "Atan", "Sinh", "Cosh", "Asinh", "Acosh", "Atanh", "Identity", "BitwiseNot", "IsNaN");
        add(table, alias, "IsInf", "Dropout", "Cast", "CastLike", "Trilu", "QuantizeLinear", "DequantizeLinear");
        add(table, alias, "DynamicQuantizeLinear", "QLinearSigmoid", "QLinearLeakyRelu");
        OperatorLowering all = ElementwiseLowering::all;
        add(table, all, "Add", "Sub", "Mul", "Div", "Pow", "Mod", "Min", "Max", "Sum", "Mean", "And", "Or", "Xor");
        add(table, all, "BitwiseAnd", "BitwiseOr", "BitwiseXor", "BitShift", "Equal", "Greater", "Less");
        add(table, all, "GreaterOrEqual", "LessOrEqual", "Where", "PRelu", "BiasGelu");
        add(table, ElementwiseLowering::quantised, "QLinearAdd", "QLinearMul");
    }

    private static void addNormalisation(Map<String, OperatorLowering> table) {
        add(table, NormLowering::batchNorm, "BatchNormalization");
        add(table, NormLowering::layerNorm, "LayerNormalization");
        add(table, NormLowering::rmsNorm, "RMSNormalization", "SimplifiedLayerNormalization");
        add(table, NormLowering::skip, "SkipLayerNormalization", "SkipSimplifiedLayerNormalization");
        add(table, NormLowering::instanceNorm, "InstanceNormalization");
        add(table, NormLowering::groupNorm, "GroupNormalization");
        add(table, NormLowering::localResponse, "LRN");
        add(table, NormLowering::lpNorm, "LpNormalization");
        add(table, NormLowering::meanVariance, "MeanVarianceNormalization");
        add(table, NormLowering::softmax, "Softmax", "LogSoftmax", "Hardmax", "QLinearSoftmax");
        OperatorLowering reduce = ReduceLowering::reduce;
        add(table, reduce, "ReduceSum", "ReduceMean", "ReduceMax", "ReduceMin", "ReduceProd", "ReduceL1", "ReduceL2");
        add(table, reduce, "ReduceSumSquare", "ReduceLogSum", "ReduceLogSumExp");
        add(table, ReduceLowering::arg, "ArgMax", "ArgMin");
    }

    private static void addMoves(Map<String, OperatorLowering> table) {
        add(table, LayoutLowering::regroup, "Reshape", "Flatten", "Squeeze", "Unsqueeze");
        add(table, LayoutLowering::transpose, "Transpose");
        add(table, LayoutLowering::repeat, "Expand", "Tile");
        add(table, LayoutLowering::depthToSpace, "DepthToSpace");
        add(table, LayoutLowering::spaceToDepth, "SpaceToDepth");
        add(table, SliceLowering::slice, "Slice");
        add(table, SliceLowering::split, "Split");
        add(table, GatherLowering::gather, "Gather");
        add(table, GatherLowering::copy, "GatherElements", "GatherND");
        add(table, ConcatLowering::concat, "Concat");
        add(table, ConcatLowering::quantised, "QLinearConcat");
        add(table, ResizeLowering::pad, "Pad");
        add(table, ResizeLowering::resize, "Resize", "Upsample");
    }

    private static void addOthers(Map<String, OperatorLowering> table) {
        add(table, OtherLowering::free, "Constant", "ConstantOfShape", "Shape", "Size", "Range", "NonZero", "EyeLike");
        add(table, OtherLowering::free, "OneHot");
        add(table, OtherLowering::topK, "TopK");
        add(table, OtherLowering::once, "CumSum");
        add(table, OtherLowering::scatter, "ScatterND", "ScatterElements", "Scatter");
    }
}
