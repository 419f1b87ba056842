package org.nicepim.workload.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nicepim.workload.onnx.graph.ElementType;

/** Does every operator have the shape that its specification says? One table per family; {@link OneNode} reads the lines. */
class OnnxShapesTest {
    private static void check(String op, String inputs, String attributes, String shapes) {
        String stated = attributes == null ? "" : attributes;
        int outputs = shapes.trim().split("\\s+").length;
        assertThat(new OneNode(op, inputs == null ? "" : inputs, stated, outputs).shapes())
                .as("%s of %s with %s", op, inputs, stated)
                .isEqualTo(shapes);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Conv          | 1x3x224x224 w64x3x7x7 w64     | strides=[2,2] pads=[3,3,3,3]             | 1x64x112x112
            Conv          | 2x8x5x7 w6x8x3x1              | kernel_shape=[3,1]                       | 2x6x3x7
            Conv          | 1x32x10x10 w32x1x3x3          | group=32 pads=[1,1,1,1]                  | 1x32x10x10
            Conv          | 1x4x9x9 w8x2x3x3              | group=2 dilations=[2,2]                  | 1x8x5x5
            Conv          | 1x3x10x11 w4x3x3x3            | auto_pad=SAME_UPPER strides=[2,2]        | 1x4x5x6
            Conv          | 1x3x10x11 w4x3x4x4            | auto_pad=SAME_LOWER strides=[3,3]        | 1x4x4x4
            Conv          | 1x3x10x10 w4x3x3x3            | auto_pad=VALID pads=[1,1,1,1]            | 1x4x8x8
            Conv          | 1x3x10x10 w4x3x3x3            | pads=[0,1,2,0]                           | 1x4x10x9
            Conv          | 1x80x3000 w384x80x3           | pads=[1,1] strides=[2]                   | 1x384x1500
            Conv          | 1x3x8x8 4x3x3x3               |                                          | 1x4x6x6
            ConvTranspose | 1x16x7x7 w16x8x2x2            | strides=[2,2]                            | 1x8x14x14
            ConvTranspose | 1x16x7x7 w16x8x3x3            | strides=[2,2] pads=[1,1,1,1] output_padding=[1,1] | 1x8x14x14
            ConvTranspose | 1x4x5x5 w4x3x3x3              | group=2 dilations=[2,2]                  | 1x6x9x9
            ConvTranspose | 1x4x5x5 w4x3x3x3              | strides=[3,2] output_shape=[10,8]        | 1x3x10x8
            ConvTranspose | 1x4x5x5 w4x3x3x3              | auto_pad=SAME_UPPER strides=[3,2]        | 1x3x15x10
            ConvTranspose | 1x4x5 w4x3x4                  | strides=[2] pads=[1,1]                   | 1x3x10
            ConvInteger   | 1x1x3x3:UINT8 w1x1x2x2:UINT8  |                                          | 1x1x2x2
            QLinearConv   | 1x3x8x8:UINT8 #0.1 #1 w4x3x3x3:INT8 #0.1 #0 #0.1 #0 w4 | pads=[1,1,1,1] | 1x4x8x8
            com.microsoft::FusedConv | 1x3x8x8 w4x3x3x3   | activation=Relu                          | 1x4x6x6
            """)
    void convolutions(String op, String inputs, String attributes, String shapes) {
        check(op, inputs, attributes, shapes);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Gemm           | 4x5 w5x6 w6                | transA=0                       | 4x6
            Gemm           | 5x4 w6x5                   | transA=1 transB=1 alpha=0.5    | 4x6
            MatMul         | 4x5 w5x6                   |                                | 4x6
            MatMul         | 2x3x4x5 w5x6               |                                | 2x3x4x6
            MatMul         | 2x1x4x5 3x5x6              |                                | 2x3x4x6
            MatMul         | 5 w5x6                     |                                | 6
            MatMul         | 2x4x5 5                    |                                | 2x4
            MatMul         | 5 5                        |                                | ()
            MatMulInteger  | 4x5:UINT8 w5x6:INT8        |                                | 4x6
            QLinearMatMul  | 2x4x5:UINT8 #0.1 #0 w5x6:INT8 #0.1 #0 #0.1 #0 |             | 2x4x6
            Einsum         | 2x3x4 2x4x5                | equation=bij,bjk->bik          | 2x3x5
            Einsum         | 2x8x3x64 2x8x7x64          | equation=bhqd,bhkd->bhqk       | 2x8x3x7
            Einsum         | 3x4 4x5                    | equation=ij,jk                 | 3x5
            Einsum         | 3x3                        | equation=ii->i                 | 3
            Einsum         | 2x6x3x4 4x5                | equation=...ij,jk->...ik       | 2x6x3x5
            com.microsoft::FusedMatMul | 2x4x5 2x6x5    | transB=1                       | 2x4x6
            com.microsoft::QGemm | 4x5:UINT8 #0.1 #0 w6x5:INT8 #0.1 #0 w6:INT32 #0.1 #0 | transB=1 | 4x6
            """)
    void products(String op, String inputs, String attributes, String shapes) {
        check(op, inputs, attributes, shapes);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            MaxPool           | 1x64x112x112   | kernel_shape=[3,3] strides=[2,2] pads=[1,1,1,1]  | 1x64x56x56
            MaxPool           | 1x64x55x55     | kernel_shape=[3,3] strides=[2,2]                 | 1x64x27x27 1x64x27x27
            MaxPool           | 1x96x112x112   | kernel_shape=[3,3] strides=[2,2] ceil_mode=1     | 1x96x56x56
            MaxPool           | 1x1x4x4        | kernel_shape=[1,1] strides=[3,3] ceil_mode=1     | 1x1x2x2
            MaxPool           | 1x8x10x10      | kernel_shape=[3,3] dilations=[2,2]               | 1x8x6x6
            AveragePool       | 1x8x10x10      | kernel_shape=[3,3] auto_pad=SAME_UPPER           | 1x8x10x10
            AveragePool@19    | 1x8x9          | kernel_shape=[2] dilations=[3]                   | 1x8x6
            LpPool            | 1x8x10x10      | kernel_shape=[2,2] strides=[2,2]                 | 1x8x5x5
            GlobalAveragePool | 2x8x7x7        |                                                  | 2x8x1x1
            GlobalMaxPool     | 2x8x7          |                                                  | 2x8x1
            GlobalLpPool      | 2x8x7x7        |                                                  | 2x8x1x1
            com.microsoft::QLinearGlobalAveragePool | 2x7x7x8:UINT8 #0.1 #0 #0.1 #0 | channels_last=1 | 2x1x1x8
            com.microsoft::QLinearAveragePool | 1x8x4x4:UINT8 #0.1 #0 #0.1 #0 | kernel_shape=[2,2] | 1x8x3x3
            """)
    void pooling(String op, String inputs, String attributes, String shapes) {
        check(op, inputs, attributes, shapes);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Add            | 2x3x4 3x1            | | 2x3x4
            Sub            | 2x3x4 2x3x4          | | 2x3x4
            Mul            | 1x4 5x1              | | 5x4
            Div            | 2x3 #2.0             | | 2x3
            Pow            | 2x3 w1               | | 2x3
            Mod            | 2x3 3                | | 2x3
            Min            | 2x3 3 2x1            | | 2x3
            Max            | 2x3 4x1x1            | | 4x2x3
            Sum            | 2x3 2x3 2x3          | | 2x3
            Mean           | 2x3 1x3              | | 2x3
            And            | 2x1:BOOL 3:BOOL      | | 2x3
            Equal          | 2x1 3                | | 2x3
            Greater        | 2x3 3                | | 2x3
            LessOrEqual    | 2x3 ()               | | 2x3
            Where          | 1x4:BOOL 3x1 2x1x1   | | 2x3x4
            PRelu          | 2x3x4x4 w3x1x1       | | 2x3x4x4
            Clip           | 2x3 - #6.0           | | 2x3
            Dropout        | 2x3                  | | 2x3 2x3
            Cast           | 2x3                  | to=7 | 2x3
            CastLike       | 2x3 5:INT64          | | 2x3
            Not            | 2x3:BOOL             | | 2x3
            Silu           | 2x3                  | | 2x3
            Gelu@20        | 2x3                  | approximate=tanh | 2x3
            com.microsoft::BiasGelu   | 2x3 w3    | | 2x3
            com.microsoft::QLinearAdd | 2x3:UINT8 #0.1 #0 3:UINT8 #0.1 #0 #0.1 #0 | | 2x3
            """)
    void elementwise(String op, String inputs, String attributes, String shapes) {
        check(op, inputs, attributes, shapes);
    }

    @ParameterizedTest
    @CsvSource({
        "Relu",
        "LeakyRelu",
        "Elu",
        "Selu",
        "Celu",
        "Sigmoid",
        "HardSigmoid",
        "HardSwish",
        "Mish",
        "Softplus",
        "Softsign",
        "Tanh",
        "Gelu",
        "Swish",
        "SiLU",
        "ThresholdedRelu",
        "Erf",
        "Exp",
        "Log",
        "Sqrt",
        "Reciprocal",
        "Abs",
        "Neg",
        "Sign",
        "Floor",
        "Ceil",
        "Round",
        "Sin",
        "Cos",
        "Tan",
        "Asin",
        "Acos",
        "Atan",
        "Sinh",
        "Cosh",
        "Asinh",
        "Acosh",
        "Atanh",
        "Identity",
        "Shrink",
        "Softmax",
        "LogSoftmax",
        "Hardmax",
        "LRN",
        "LpNormalization",
        "MeanVarianceNormalization",
        "IsNaN",
        "IsInf"
    })
    void oneInputGivesOneOutputOfItsShape(String op) {
        check(op, "2x3x4x5", "", "2x3x4x5");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            BatchNormalization      | 2x8x5x5 w8 w8 w8 w8 |                 | 2x8x5x5
            BatchNormalization@7    | 2x8x5x5 w8 w8 w8 w8 |                 | 2x8x5x5 8 8 8 8
            InstanceNormalization   | 2x8x5x5 w8 w8       |                 | 2x8x5x5
            GroupNormalization@18   | 2x8x5x5 w4 w4       | num_groups=4    | 2x8x5x5
            LayerNormalization      | 2x7x16 w16 w16      | axis=-1         | 2x7x16 2x7x1 2x7x1
            LayerNormalization      | 2x7x16 w7x16        | axis=1          | 2x7x16 2x1x1
            RMSNormalization        | 2x7x16 w16          |                 | 2x7x16
            SimplifiedLayerNormalization | 2x7x16 w16     |                 | 2x7x16 2x7x1
            com.microsoft::SkipLayerNormalization | 2x7x16 2x7x16 w16 w16 | | 2x7x16 2x7x1 2x7x1 2x7x16
            """)
    void normalisation(String op, String inputs, String attributes, String shapes) {
        check(op, inputs, attributes, shapes);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ReduceMean         | 2x3x4x5         | axes=[2,3]                       | 2x3x1x1
            ReduceMean         | 2x3x4x5         | axes=[-1] keepdims=0             | 2x3x4
            ReduceMean@18      | 2x3x4 [1]       | keepdims=0                       | 2x4
            ReduceSum          | 2x3x4 [0,2]     |                                  | 1x3x1
            ReduceSum          | 2x3x4           | keepdims=0                       | ()
            ReduceSum          | 2x3x4           | noop_with_empty_axes=1           | 2x3x4
            ReduceMax          | 2x3x4           |                                  | 1x1x1
            ReduceMin          | 2x3x4           | axes=[0] keepdims=0              | 3x4
            ReduceProd         | 2x3x4           | axes=[0,1] keepdims=0            | 4
            ReduceL1           | 2x3x4           | axes=[1]                         | 2x1x4
            ReduceL2           | 2x3x4           | axes=[1]                         | 2x1x4
            ReduceSumSquare    | 2x3x4           | axes=[1]                         | 2x1x4
            ReduceLogSum       | 2x3x4           | axes=[1]                         | 2x1x4
            ReduceLogSumExp    | 2x3x4           | axes=[1]                         | 2x1x4
            ArgMax             | 2x3x4           | axis=-1                          | 2x3x1
            ArgMin             | 2x3x4           | axis=1 keepdims=0                | 2x4
            TopK               | 2x10 [3]        |                                  | 2x3 2x3
            TopK@9             | 2x10            | k=4 axis=1                       | 2x4 2x4
            CumSum             | 2x3 #1          |                                  | 2x3
            """)
    void reductions(String op, String inputs, String attributes, String shapes) {
        check(op, inputs, attributes, shapes);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Concat         | 2x3x4 2x5x4 2x1x4    | axis=1                      | 2x9x4
            Concat         | 2x3 2x3              | axis=-2                     | 4x3
            Split          | 2x6                  | axis=1                      | 2x3 2x3
            Split@11       | 2x6                  | axis=1 split=[2,4]          | 2x2 2x4
            Split          | 2x6 [1,2,3]          | axis=-1                     | 2x1 2x2 2x3
            Split@18       | 2x7                  | axis=1 num_outputs=3        | 2x3 2x3 2x1
            Reshape        | 2x3x4 [0,-1]         |                             | 2x12
            Reshape        | 2x3x4 [4,6]          |                             | 4x6
            Reshape        | 2x3x4 [-1]           |                             | 24
            Reshape        | 1x1 []               |                             | ()
            Flatten        | 2x3x4                |                             | 2x12
            Flatten        | 2x3x4                | axis=0                      | 1x24
            Flatten        | 2x3x4                | axis=3                      | 24x1
            Flatten        | 2x3x4                | axis=-1                     | 6x4
            Transpose      | 2x3x4                |                             | 4x3x2
            Transpose      | 2x3x4                | perm=[0,2,1]                | 2x4x3
            Squeeze        | 1x3x1                |                             | 3
            Squeeze@11     | 1x3x1                | axes=[0]                    | 3x1
            Squeeze        | 1x3x1 [-1]           |                             | 1x3
            Unsqueeze@11   | 3x4                  | axes=[0,3]                  | 1x3x4x1
            Unsqueeze      | 3x4 [-1]             |                             | 3x4x1
            DepthToSpace   | 1x16x2x3             | blocksize=2                 | 1x4x4x6
            SpaceToDepth   | 1x4x4x6              | blocksize=2                 | 1x16x2x3
            com.microsoft::QLinearConcat | #0.1 #0 2x3:UINT8 #0.1 #0 2x4:UINT8 #0.1 #0 | axis=1 | 2x7
            """)
    void layout(String op, String inputs, String attributes, String shapes) {
        check(op, inputs, attributes, shapes);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Slice@9         | 4x10               | starts=[1] ends=[-1] axes=[1]     | 4x8
            Slice           | 4x10 [0,1] [9223372036854775807,8] [0,1] [2,3] |     | 2x3
            Slice           | 10 [-1] [-9223372036854775808] [0] [-1] |             | 10
            Slice           | 10 [8] [2] [0] [-2] |                                 | 3
            Slice           | 4x10 [2] [100]     |                                   | 2x10
            Pad             | 1x3x8x8 [0,0,1,1,0,0,2,2] |                            | 1x3x11x11
            Pad@9           | 2x3                | pads=[0,1,0,1]                    | 2x5
            Pad             | 2x3 [0,-1,0,-1]    |                                   | 2x1
            Pad@18          | 2x3x4 [1,2] - [-1] |                                   | 2x3x7
            Tile            | 2x3 [2,3]          |                                   | 4x9
            Expand          | 3x1 [2,1,4]        |                                   | 2x3x4
            Expand          | 3x4 [1]            |                                   | 3x4
            Gather          | w30522x768 2x128:INT64 |                               | 2x128x768
            Gather          | 2x3x4 #1           | axis=1                            | 2x4
            GatherElements  | 3x4 3x2:INT64      | axis=1                            | 3x2
            GatherND        | 2x3x4 5x2:INT64    |                                   | 5x4
            GatherND        | 2x3x4 2x5x1:INT64  | batch_dims=1                      | 2x5x4
            ScatterND       | 2x3 1x1:INT64 1x3  |                                   | 2x3
            ScatterElements | 2x3 1x3:INT64 1x3  |                                   | 2x3
            Trilu           | 4x4                | upper=1                           | 4x4
            Resize@10       | 1x3x8x8 [1.0,1.0,2.0,2.0] |                            | 1x3x16x16
            Resize          | 1x3x8x9 - [1.0,1.0,0.5,0.5] |                          | 1x3x4x4
            Resize          | 1x3x8x8 - - [1,3,20,10] |                              | 1x3x20x10
            Resize          | 1x3x8x8 w0 w0 [1,3,20,10] |                            | 1x3x20x10
            Resize@18       | 1x3x8x6 - - [16,18] | axes=[2,3] keep_aspect_ratio_policy=not_larger | 1x3x16x12
            Resize@18       | 1x3x8x6 - - [16,18] | axes=[2,3] keep_aspect_ratio_policy=not_smaller | 1x3x24x18
            Upsample@9      | 1x3x8x8 [1.0,1.0,2.0,2.0] |                            | 1x3x16x16
            Upsample@8      | 1x3x8x8            | scales=[1.0,1.0,2.0,2.0]          | 1x3x16x16
            """)
    void moves(String op, String inputs, String attributes, String shapes) {
        check(op, inputs, attributes, shapes);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Shape            | 2x3x4               |                    | 3
            Shape            | 2x3x4               | start=1 end=-1     | 1
            Size             | 2x3x4               |                    | ()
            Constant         |                     | value_ints=[1,2,3] | 3
            Constant         |                     | value_float=1.5    | ()
            Constant         |                     | value_string=text  | ()
            ConstantOfShape  | [2,3]               |                    | 2x3
            ConstantOfShape  | [100000,1000]       |                    | 100000x1000
            Range            | #0 #10 #3           |                    | 4
            Range            | #1.0 #0.0 #-0.25    |                    | 4
            OneHot           | 2x3:INT64 #10 [0,1] |                    | 2x3x10
            OneHot           | 2x3:INT64 #10 [0,1] | axis=0             | 10x2x3
            NonZero          | [0,5,0,7]           |                    | 1x2
            EyeLike          | 3x4                 | dtype=7            | 3x4
            QuantizeLinear   | 2x3 #0.1 #0         |                    | 2x3
            DequantizeLinear | 2x3:INT8 #0.1       |                    | 2x3
            DynamicQuantizeLinear | 2x3            |                    | 2x3 () ()
            """)
    void makersAndQuantisation(String op, String inputs, String attributes, String shapes) {
        check(op, inputs, attributes, shapes);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Equal                    | 2x3 2x3                            |                  | BOOL
            Cast                     | 2x3                                | to=10            | FLOAT16
            CastLike                 | 2x3 1:DOUBLE                       |                  | DOUBLE
            Where                    | 3:BOOL 3:INT32 3:INT32             |                  | INT32
            ArgMax                   | 2x3                                |                  | INT64
            Shape                    | 2x3                                |                  | INT64
            ConvInteger              | 1x1x3x3:UINT8 w1x1x2x2:UINT8       |                  | INT32
            QLinearConv              | 1x1x3x3:UINT8 #0.1 #0 w1x1x2x2:INT8 #0.1 #0 #0.1 w1:INT8 | | INT8
            QuantizeLinear           | 2x3 #0.1                           |                  | UINT8
            QuantizeLinear           | 2x3 #0.1 w1:INT8                   |                  | INT8
            QuantizeLinear@21        | 2x3 #0.1                           | output_dtype=22  | INT4
            DequantizeLinear         | 2x3:INT8 w1:FLOAT16                |                  | FLOAT16
            DynamicQuantizeLinear    | 2x3                                |                  | UINT8
            """)
    void typesOfOutputs(String op, String inputs, String attributes, ElementType type) {
        String stated = attributes == null ? "" : attributes;
        assertThat(new OneNode(op, inputs, stated, 1).type()).isEqualTo(type);
    }
}
