package org.nicepim.workload.onnx;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nicepim.workload.onnx.graph.ElementType;
import org.nicepim.workload.onnx.graph.Extents;
import org.nicepim.workload.onnx.graph.OnnxException;
import org.nicepim.workload.onnx.graph.TensorContents;
import org.nicepim.workload.onnx.graph.TensorFact;
import org.nicepim.workload.onnx.proto.GraphProto;
import org.nicepim.workload.onnx.proto.SparseTensorProto;
import org.nicepim.workload.onnx.proto.TensorProto;

/**
 * The tensors that a file stores.
 *
 * @param facts by name, in the file's order
 * @param absences why small tensors have no values, by name
 */
record Initialisers(Map<String, TensorFact> facts, Map<String, String> absences) {
    private static final String STRIPPED =
            "they are not in the file. Maybe its data was stripped? Keep small tensors then";

    /**
     * Reads a graph's initialisers. Dims without data are fine: weights are often stripped, or lie elsewhere.
     *
     * @throws OnnxException if a tensor has no name, a name twice, or dims that cannot be
     */
    static Initialisers read(String file, GraphProto graph, ExternalFolder folder) {
        Map<String, TensorFact> facts = new LinkedHashMap<>();
        Map<String, String> absences = new HashMap<>();
        for (TensorProto tensor : graph.getInitializerList()) {
            String where = file + ": initialiser '" + tensor.getName() + "'";
            TensorFact fact = TensorContents.read(where, tensor);
            if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
                ExternalFolder.Found found = folder.find(tensor, fact);
                found.absence().ifPresent(absence -> absences.put(tensor.getName(), absence));
                put(where, facts, tensor.getName(), found.fact());
            } else {
                if (fact.values().isEmpty() && isSmall(fact)) {
                    absences.put(tensor.getName(), STRIPPED);
                }
                put(where, facts, tensor.getName(), fact);
            }
        }
        for (SparseTensorProto sparse : graph.getSparseInitializerList()) {
            String name = sparse.getValues().getName();
            put(file + ": sparse initialiser '" + name + "'", facts, name, dense(file, sparse));
        }
        return new Initialisers(facts, absences);
    }

    private static boolean isSmall(TensorFact fact) {
        return fact.shape().map(Extents::count).orElse(0L) <= TensorContents.maxValues(fact.type());
    }

    private static void put(String where, Map<String, TensorFact> facts, String name, TensorFact fact) {
        if (name.isEmpty()) {
            throw new OnnxException(where + ": an initialiser needs a name");
        }
        if (facts.putIfAbsent(name, fact) != null) {
            throw new OnnxException(where + ": there are two of this name");
        }
    }

    /** Zeros are stored as other weights are. */
    private static TensorFact dense(String file, SparseTensorProto sparse) {
        List<Long> dims = sparse.getDimsList();
        TensorProto shape = TensorProto.newBuilder()
                .setDataType(sparse.getValues().getDataType())
                .addAllDims(dims)
                .build();
        TensorFact fact = TensorContents.read(file + ": a sparse initialiser", shape);
        ElementType type = fact.type();
        return TensorFact.stored(type, fact.shape().orElseThrow());
    }
}
