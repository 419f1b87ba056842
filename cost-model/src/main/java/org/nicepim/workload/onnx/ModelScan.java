package org.nicepim.workload.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.nicepim.workload.onnx.graph.ElementType;
import org.nicepim.workload.onnx.graph.Extents;
import org.nicepim.workload.onnx.graph.OnnxException;
import org.nicepim.workload.onnx.graph.TensorContents;
import org.nicepim.workload.onnx.proto.ModelProto;
import org.nicepim.workload.onnx.proto.TensorProto;

/**
 * Copies the messages of a model from a stream, without what shapes do not need: weights are skipped, never held. A file of
 * 2 GB is read in a few megabytes of memory.
 */
final class ModelScan {
    /** Most nodes of one file; the largest known networks have some ten thousands. */
    static final int MAX_NODES = 200_000;

    /** Most bytes that are kept: names, attributes, small constants. */
    static final long MAX_KEPT_BYTES = 64L << 20;

    private static final int MAX_LEAF_BYTES = 4 << 20;
    private static final int MAX_DATA_BYTES = 8 * TensorContents.MAX_INTEGERS;
    private static final int MAX_DEPTH = 64;
    /** Longer fields may hold packed numbers, which grow eightfold in memory. */
    private static final int PLAIN_BYTES = 1024;

    /** Kinds of messages and fields. A LEAF is copied, DATA only while it is short. */
    private enum Part {
        MODEL,
        GRAPH,
        FUNCTION,
        NODE,
        ATTRIBUTE,
        TENSOR,
        SPARSE,
        /** The body of a control-flow operator, of which the names of tensors are kept. */
        BODY,
        BODY_NODE,
        BODY_ATTRIBUTE,
        BODY_TENSOR,
        LEAF,
        DATA
    }

    private static final Map<Part, Map<Integer, Part>> FIELDS = Map.ofEntries(
            Map.entry(Part.MODEL, Map.of(1, Part.LEAF, 2, Part.LEAF, 7, Part.GRAPH, 8, Part.LEAF, 25, Part.FUNCTION)),
            Map.entry(
                    Part.GRAPH,
                    Map.of(
                            1,
                            Part.NODE,
                            2,
                            Part.LEAF,
                            5,
                            Part.TENSOR,
                            11,
                            Part.LEAF,
                            12,
                            Part.LEAF,
                            13,
                            Part.LEAF,
                            15,
                            Part.SPARSE)),
            Map.entry(
                    Part.FUNCTION,
                    Map.of(
                            1,
                            Part.LEAF,
                            4,
                            Part.LEAF,
                            5,
                            Part.LEAF,
                            6,
                            Part.LEAF,
                            7,
                            Part.NODE,
                            9,
                            Part.LEAF,
                            10,
                            Part.LEAF,
                            11,
                            Part.ATTRIBUTE,
                            13,
                            Part.LEAF)),
            Map.entry(
                    Part.NODE,
                    Map.of(
                            1,
                            Part.LEAF,
                            2,
                            Part.LEAF,
                            3,
                            Part.LEAF,
                            4,
                            Part.LEAF,
                            5,
                            Part.ATTRIBUTE,
                            7,
                            Part.LEAF,
                            8,
                            Part.LEAF)),
            Map.entry(
                    Part.ATTRIBUTE,
                    Map.ofEntries(
                            Map.entry(1, Part.LEAF),
                            Map.entry(2, Part.LEAF),
                            Map.entry(3, Part.LEAF),
                            Map.entry(4, Part.LEAF),
                            Map.entry(5, Part.TENSOR),
                            Map.entry(6, Part.BODY),
                            Map.entry(7, Part.LEAF),
                            Map.entry(8, Part.LEAF),
                            Map.entry(9, Part.LEAF),
                            Map.entry(20, Part.LEAF),
                            Map.entry(21, Part.LEAF))),
            Map.entry(
                    Part.TENSOR,
                    Map.ofEntries(
                            Map.entry(1, Part.LEAF),
                            Map.entry(2, Part.LEAF),
                            Map.entry(4, Part.DATA),
                            Map.entry(5, Part.DATA),
                            Map.entry(7, Part.DATA),
                            Map.entry(8, Part.LEAF),
                            Map.entry(9, Part.DATA),
                            Map.entry(10, Part.DATA),
                            Map.entry(11, Part.DATA),
                            Map.entry(13, Part.LEAF),
                            Map.entry(14, Part.LEAF))),
            Map.entry(Part.SPARSE, Map.of(1, Part.TENSOR, 3, Part.LEAF)),
            Map.entry(Part.BODY, Map.of(1, Part.BODY_NODE, 5, Part.BODY_TENSOR, 11, Part.LEAF)),
            Map.entry(Part.BODY_NODE, Map.of(1, Part.LEAF, 2, Part.LEAF, 5, Part.BODY_ATTRIBUTE)),
            Map.entry(Part.BODY_ATTRIBUTE, Map.of(6, Part.BODY)),
            Map.entry(Part.BODY_TENSOR, Map.of(8, Part.LEAF)));

    private final CodedInputStream in;
    private final String file;
    private long keptBytes;
    private int nodes;

    private ModelScan(CodedInputStream in, String file) {
        this.in = in;
        this.file = file;
    }

    /**
     * Reads a model.
     *
     * @throws OnnxException if the stream is no protobuf message, is cut off, or is too large
     */
    static ModelProto read(InputStream stream, String file) {
        CodedInputStream in = CodedInputStream.newInstance(stream);
        try {
            return ModelProto.parseFrom(new ModelScan(in, file).copy(Part.MODEL, 0));
        } catch (IOException e) {
            throw new OnnxException(
                    file + ": cannot be read as an ONNX file; around byte " + in.getTotalBytesRead()
                            + " it is cut off, damaged, or something else. Maybe the download broke off?",
                    e);
        }
    }

    private ByteString copy(Part part, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new OnnxException(file + ": graphs are nested deeper than " + MAX_DEPTH + " messages");
        }
        count(part);
        ByteString.Output bytes = ByteString.newOutput();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes, 512);
        Map<Integer, Part> fields = FIELDS.getOrDefault(part, Map.of());
        int numbers = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            Part field = fields.getOrDefault(WireFormat.getTagFieldNumber(tag), Part.MODEL);
            if (field == Part.MODEL) {
                skip(tag);
            } else if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                delimited(tag, field, out, depth);
            } else if (field == Part.DATA && numbers++ >= TensorContents.MAX_INTEGERS) {
                skip(tag);
            } else {
                number(tag, out);
            }
        }
        out.flush();
        return part == Part.TENSOR ? withoutWeights(bytes.toByteString()) : bytes.toByteString();
    }

    private void skip(int tag) throws IOException {
        if (!in.skipField(tag)) {
            throw new IOException("an end of a group that did not begin");
        }
    }

    private void count(Part part) {
        if ((part == Part.NODE || part == Part.BODY_NODE) && ++nodes > MAX_NODES) {
            throw new OnnxException(file + ": more than " + MAX_NODES + " nodes");
        }
    }

    private void delimited(int tag, Part field, CodedOutputStream out, int depth) throws IOException {
        int length = in.readRawVarint32();
        if (field == Part.DATA && length > MAX_DATA_BYTES) {
            in.skipRawBytes(length);
            return;
        }
        ByteString bytes;
        if (field == Part.DATA || field == Part.LEAF) {
            bytes = leaf(length);
        } else {
            int outer = in.pushLimit(length);
            bytes = copy(field, depth + 1);
            in.checkLastTagWas(0);
            requireEnd();
            in.popLimit(outer);
        }
        out.writeUInt32NoTag(tag);
        out.writeBytesNoTag(bytes);
    }

    private void requireEnd() throws IOException {
        if (in.getBytesUntilLimit() != 0) {
            throw new IOException("a message ends early");
        }
    }

    private ByteString leaf(int length) throws IOException {
        keptBytes += length > PLAIN_BYTES ? 8L * length : length;
        if (length < 0 || length > MAX_LEAF_BYTES || keptBytes > MAX_KEPT_BYTES) {
            throw new OnnxException(file + ": holds more than networks do, besides weights: a field of " + length
                    + " bytes, " + keptBytes + " in all; damaged, or no ONNX file");
        }
        return ByteString.copyFrom(in.readRawBytes(length));
    }

    private void number(int tag, CodedOutputStream out) throws IOException {
        out.writeUInt32NoTag(tag);
        switch (WireFormat.getTagWireType(tag)) {
            case WireFormat.WIRETYPE_VARINT -> out.writeUInt64NoTag(in.readRawVarint64());
            case WireFormat.WIRETYPE_FIXED64 -> out.writeFixed64NoTag(in.readRawLittleEndian64());
            case WireFormat.WIRETYPE_FIXED32 -> out.writeFixed32NoTag(in.readRawLittleEndian32());
            default -> throw new IOException("a group, which ONNX has none of");
        }
    }

    /** Short tensors of real numbers are weights, too, beyond a few values. */
    private static ByteString withoutWeights(ByteString bytes) throws IOException {
        TensorProto tensor = TensorProto.parseFrom(bytes);
        int limit = ElementType.of(tensor.getDataType())
                .map(TensorContents::maxValues)
                .orElse(0);
        if (tensor.getDimsList().stream().allMatch(dim -> dim >= 0) && Extents.count(tensor.getDimsList()) <= limit) {
            return bytes;
        }
        return tensor.toBuilder()
                .clearRawData()
                .clearFloatData()
                .clearInt32Data()
                .clearInt64Data()
                .clearDoubleData()
                .clearUint64Data()
                .build()
                .toByteString();
    }
}
