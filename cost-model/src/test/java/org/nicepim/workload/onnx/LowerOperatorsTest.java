package org.nicepim.workload.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nicepim.workload.Layer;

/** Which layers does each operator make alone? One table per family; {@link OneNode} reads the lines, {@link LayerLines} writes. */
class LowerOperatorsTest {
    private static void check(String op, String inputs, String attributes, String layers) {
        String stated = attributes == null ? "" : attributes;
        ImportedWorkload imported = OnnxImporter.lower(new OneNode(op, inputs, stated, 1).read(), "one");
        assertThat(imported.workload().layers().stream().map(LayerLines::brief).collect(Collectors.joining(" / ")))
                .as("%s of %s with %s", op, inputs, stated)
                .isEqualTo(layers);
        assertThat(imported.workload().layers()).extracting(Layer::name).allMatch(name -> name.startsWith("node"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Conv        | 2x3x224x224 w64x3x7x7 w64 | strides=[2,2] pads=[3,3,3,3] | CONVOLUTION N2 K64 C3 P112 Q112 R7 S7, 9472 parameters
            Conv        | 1x32x10x10 w32x1x3x3      | group=32 pads=[1,1,1,1]      | CONVOLUTION G32 P10 Q10 R3 S3, 288 parameters
            Conv        | 1x4x9x9 w8x2x3x3          | group=2 dilations=[2,2]      | CONVOLUTION G2 K4 C2 P5 Q5 R3 S3, 144 parameters
            Conv        | 1x80x3000 w384x80x3       | pads=[1,1] strides=[2]       | CONVOLUTION K384 C80 P1500 R3, 92160 parameters
            Conv        | 1x3x10x11 w4x3x3x3        | auto_pad=SAME_UPPER strides=[2,2] | CONVOLUTION K4 C3 P5 Q6 R3 S3, 108 parameters
            ConvInteger | 1x1x3x3:UINT8 w1x1x2x2:UINT8 |                           | CONVOLUTION P2 Q2 R2 S2, 4 parameters, 8 bits
            QLinearConv | 1x3x8x8:UINT8 #0.1 #1 w4x3x3x3:INT8 #0.1 #0 #0.1 #0 w4:INT32 | pads=[1,1,1,1] | CONVOLUTION K4 C3 P8 Q8 R3 S3, 112 parameters, 8 bits
            com.microsoft::FusedConv | 1x3x8x8 w4x3x3x3 w4 1x4x6x6 | activation=Relu | CONVOLUTION K4 C3 P6 Q6 R3 S3, 112 parameters / ELEMENTWISE G4 P6 Q6
            """)
    void convolutions(String op, String inputs, String attributes, String layers) {
        check(op, inputs, attributes, layers);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Gemm          | 4x5 w5x6 w6               |                      | MATRIX_PRODUCT N4 K6 C5, 36 parameters
            Gemm          | 5x4 w6x5                  | transA=1 transB=1    | MATRIX_PRODUCT K6 C5 P4, 30 parameters
            MatMul        | 2x7x5 w5x6                |                      | MATRIX_PRODUCT N2 K6 C5 P7, 30 parameters
            MatMul        | 2x3x4x5 w5x6              |                      | MATRIX_PRODUCT N2 K6 C5 P12, 30 parameters
            MatMul        | w9x7 2x7x5                |                      | MATRIX_PRODUCT N2 K9 C7 P5, 63 parameters
            MatMul        | 5 w5x6                    |                      | MATRIX_PRODUCT K6 C5, 30 parameters
            MatMul        | 2x7x5 w5                  |                      | MATRIX_PRODUCT N2 C5 P7, 5 parameters
            MatMul        | 8x7x5 w8x5x6              |                      | MATRIX_PRODUCT G8 K6 C5 P7, 240 parameters
            MatMul        | 1x7x5 w8x5x6              |                      | MATRIX_PRODUCT K48 C5 P7, 240 parameters
            MatMulInteger | 1x4x5:UINT8 w5x6:INT8     |                      | MATRIX_PRODUCT K6 C5 P4, 30 parameters, 8 bits
            QLinearMatMul | 2x4x5:UINT8 #0.1 #0 w5x6:INT8 #0.1 #0 #0.1 #0 |  | MATRIX_PRODUCT N2 K6 C5 P4, 30 parameters, 8 bits
            com.microsoft::FusedMatMul | 2x4x5 w6x5   | transB=1             | MATRIX_PRODUCT N2 K6 C5 P4, 30 parameters
            Einsum        | 2x7x5 w5x6                | equation=bld,dk->blk | MATRIX_PRODUCT N2 K6 C5 P7, 30 parameters
            Einsum        | 2x7x4x3 w4x3x6            | equation=blhd,hdk->blk | MATRIX_PRODUCT N2 K6 C12 P7, 72 parameters
            Einsum        | 2x7x5 w5x4x3              | equation=bld,dhk->bhlk | MATRIX_PRODUCT N2 K12 C5 P7, 60 parameters
            """)
    void productsWithStoredWeights(String op, String inputs, String attributes, String layers) {
        check(op, inputs, attributes, layers);
    }

    /** Keys (batch, heads, words, positions) have their words summed up, values (batch, heads, positions, words) their positions. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Einsum | 2x8x3x64 2x8x7x64      | equation=bhqd,bhkd->bhqk | ATTENTION_SCORES G16 K7 C64 P3
            Einsum | 2x8x3x7 2x8x7x64       | equation=bhqk,bhkd->bhqd | ATTENTION_CONTEXT G16 K64 C7 P3
            Einsum | 2x3x8x64 2x7x8x64      | equation=bqhd,bkhd->bhqk | ATTENTION_SCORES G16 K7 C64 P3
            MatMul | 2x8x3x7 2x1x7x64       |                          | ATTENTION_CONTEXT G2 K64 C7 P24
            """)
    void productsOfTwoActivations(String op, String inputs, String attributes, String layers) {
        check(op, inputs, attributes, layers);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            MaxPool           | 1x64x112x112 | kernel_shape=[3,3] strides=[2,2] pads=[1,1,1,1] | POOLING G64 P56 Q56 R3 S3
            MaxPool           | 1x96x112x112 | kernel_shape=[3,3] strides=[2,2] ceil_mode=1 | POOLING G96 P56 Q56 R3 S3
            AveragePool       | 1x8x10x10    | kernel_shape=[3,3] auto_pad=SAME_UPPER       | POOLING G8 P10 Q10 R3 S3
            LpPool            | 1x8x10x10    | kernel_shape=[2,2] strides=[2,2]             | POOLING G8 P5 Q5 R2 S2
            MaxPool           | 1x8x9        | kernel_shape=[2] dilations=[3]               | POOLING G8 P6 R2
            GlobalAveragePool | 2x8x7x7      |                                              | POOLING N2 G8 R7 S7
            GlobalMaxPool     | 2x8x7        |                                              | POOLING N2 G8 R7
            com.microsoft::QLinearGlobalAveragePool | 1x7x7x8:UINT8 #0.1 #0 #0.1 #0 | channels_last=1 | POOLING G8 R7 S7
            ReduceMean        | 2x3x4x5      | axes=[2,3]                                   | POOLING N2 G3 R4 S5
            ReduceMean        | 2x9x16       | axes=[1] keepdims=0                          | POOLING N2 G16 R9
            ReduceMax         | 2x9x16       | axes=[-1]                                    | POOLING N2 P9 S16
            ReduceSum         | 2x3x4        |                                              | POOLING S24
            ArgMax            | 2x9x16       | axis=-1                                      | POOLING N2 P9 S16
            """)
    void poolingAndReductions(String op, String inputs, String attributes, String layers) {
        check(op, inputs, attributes, layers);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Softmax                | 2x9x16            |                 | REDUCTION N2 G16 P9 x5
            LayerNormalization     | 2x9x16 w16 w16    |                 | REDUCTION N2 G16 P9 x7, 32 parameters
            RMSNormalization       | 2x9x16 w16        |                 | REDUCTION N2 G16 P9 x4, 16 parameters
            InstanceNormalization  | 2x8x5x5 w8 w8     |                 | REDUCTION N2 G8 P5 Q5 x7, 16 parameters
            InstanceNormalization  | 2x4x50 [1.0,1.0,1.0,1.0] [0.0,0.0,0.0,0.0] | | REDUCTION N2 G4 P50 x5
            GroupNormalization@21  | 2x8x5x5 w8 w8     | num_groups=4    | REDUCTION N2 G8 P5 Q5 x7, 16 parameters
            LRN                    | 1x96x27x27        | size=5          | REDUCTION G96 P27 Q27 x9
            LpNormalization        | 2x16              |                 | REDUCTION N2 G16 x3
            BatchNormalization     | 2x8x5x5 w8 w8 w8 w8 |               | REDUCTION N2 G8 P5 Q5 x2, 16 parameters
            com.microsoft::SkipLayerNormalization | 2x9x16 2x9x16 w16 w16 w16 | | ELEMENTWISE N2 G16 P9, 16 parameters / REDUCTION N2 G16 P9 x7, 32 parameters
            """)
    void normalisations(String op, String inputs, String attributes, String layers) {
        check(op, inputs, attributes, layers);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Add     | 2x3x4x4 2x3x4x4       |                   | ELEMENTWISE N2 G3 P4 Q4
            Mul     | 2x3x4x4 2x3x1x1       |                   | ELEMENTWISE N2 G3 P4 Q4
            Sum     | 2x3 2x3 2x3           |                   | ELEMENTWISE N2 G3
            Max     | 2x3 4x1x1             |                   | REDUCTION N8 G3 / REDUCTION N8 G3 / ELEMENTWISE N8 G3
            Add     | 2x9x16 w9x16          |                   | EMBEDDING G16 P9, 144 parameters / ELEMENTWISE N2 G16 P9
            Gather  | w500x16 2x9:INT64     |                   | EMBEDDING N2 G16 P9, 8000 parameters
            Pad     | 1x3x8x8 [0,0,1,1,0,0,2,2] |               | REDUCTION G3 P11 Q11
            Resize  | 1x3x8x8 - - [1,3,20,10] |                 | REDUCTION G3 P20 Q10
            Resize  | 1x3x8x8 - - [1,3,20,10] | mode=linear     | REDUCTION G3 P20 Q10 x7
            Resize  | 1x3x8 - - [1,3,20]    | mode=linear       | REDUCTION G3 P20 x3
            Resize  | 1x3x8x8 - - [1,3,20,10] | mode=cubic      | REDUCTION G3 P20 Q10 x32
            Upsample@9 | 1x3x8x8 [1.0,1.0,2.0,2.0] |            | REDUCTION G3 P16 Q16
            CumSum  | 2x9 #1                |                   | REDUCTION N2 G9
            TopK    | 2x10 [3]              |                   | REDUCTION N2 G10
            GatherElements | 3x4 3x2:INT64  | axis=1            | REDUCTION N3 G2
            """)
    void otherLayers(String op, String inputs, String attributes, String layers) {
        check(op, inputs, attributes, layers);
    }
}
