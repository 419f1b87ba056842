package org.nicepim.workload.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
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

    /** Most memory that is taken: names, attributes, small constants. */
    private static final long MAX_HELD_BYTES = 200L << 20;

    private static final int FIELD_BYTES = 8;
    private static final int MESSAGE_BYTES = 64;

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

    /** What is read of each message, by field number; see onnx.proto. */
    private static final Map<Part, Map<Integer, Part>> FIELDS = Map.ofEntries(
            Map.entry(Part.MODEL, fields(Map.of(7, Part.GRAPH, 25, Part.FUNCTION), 1, 2, 8)),
            Map.entry(Part.GRAPH, fields(Map.of(1, Part.NODE, 5, Part.TENSOR, 15, Part.SPARSE), 2, 11, 12, 13)),
            Map.entry(Part.FUNCTION, fields(Map.of(7, Part.NODE, 11, Part.ATTRIBUTE), 1, 4, 5, 6, 9, 10, 13)),
            Map.entry(Part.NODE, fields(Map.of(5, Part.ATTRIBUTE), 1, 2, 3, 4, 7, 8)),
            Map.entry(Part.ATTRIBUTE, fields(Map.of(5, Part.TENSOR, 6, Part.BODY), 1, 2, 3, 4, 7, 8, 9, 20, 21)),
            Map.entry(Part.TENSOR, fields(tensorData(), 1, 2, 8, 13, 14)),
            Map.entry(Part.SPARSE, fields(Map.of(1, Part.TENSOR), 3)),
            Map.entry(Part.BODY, fields(Map.of(1, Part.BODY_NODE, 5, Part.BODY_TENSOR), 11)),
            Map.entry(Part.BODY_NODE, fields(Map.of(5, Part.BODY_ATTRIBUTE), 1, 2)),
            Map.entry(Part.BODY_ATTRIBUTE, fields(Map.of(6, Part.BODY))),
            Map.entry(Part.BODY_TENSOR, fields(Map.of(), 8)));

    private static Map<Integer, Part> fields(Map<Integer, Part> inner, int... leaves) {
        Map<Integer, Part> fields = new HashMap<>(inner);
        for (int leaf : leaves) {
            fields.put(leaf, Part.LEAF);
        }
        return fields;
    }

    private static Map<Integer, Part> tensorData() {
        return Map.of(4, Part.DATA, 5, Part.DATA, 7, Part.DATA, 9, Part.DATA, 10, Part.DATA, 11, Part.DATA);
    }

    private final CodedInputStream in;
    private final String file;
    /** Memory that is taken so far, estimated. */
    private long heldBytes;

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
        hold(MESSAGE_BYTES);
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
                delimited(tag, part, field, out, depth);
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

    private void delimited(int tag, Part holder, Part field, CodedOutputStream out, int depth) throws IOException {
        int length = in.readRawVarint32();
        if (field == Part.DATA && length > MAX_DATA_BYTES) {
            in.skipRawBytes(length);
            return;
        }
        ByteString bytes;
        if (field == Part.DATA || field == Part.LEAF) {
            hold(holder == Part.GRAPH || holder == Part.MODEL ? MESSAGE_BYTES : FIELD_BYTES);
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
        if (length < 0 || length > MAX_LEAF_BYTES) {
            throw new IOException("a field of " + length + " bytes");
        }
        hold(length > PLAIN_BYTES ? 8L * length : length);
        return ByteString.copyFrom(in.readRawBytes(length));
    }

    private void hold(long bytes) {
        heldBytes += bytes;
        if (heldBytes > MAX_HELD_BYTES) {
            throw new OnnxException(file + ": names, attributes and shapes alone would take more than "
                    + (MAX_HELD_BYTES >> 20) + " MiB; damaged, or no network");
        }
    }

    private void number(int tag, CodedOutputStream out) throws IOException {
        hold(FIELD_BYTES);
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
