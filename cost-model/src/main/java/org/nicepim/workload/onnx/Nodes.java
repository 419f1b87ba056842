package org.nicepim.workload.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nicepim.workload.onnx.graph.OnnxAttributes;
import org.nicepim.workload.onnx.graph.OnnxNode;
import org.nicepim.workload.onnx.proto.AttributeProto;
import org.nicepim.workload.onnx.proto.GraphProto;
import org.nicepim.workload.onnx.proto.NodeProto;

/** Nodes with unique names. */
final class Nodes {
    private Nodes() {}

    /** Reads nodes in the file's order. What the body of a control-flow operator takes from outside counts as its input. */
    static List<OnnxNode> read(String file, List<NodeProto> protos) {
        Map<String, Integer> names = new HashMap<>();
        List<OnnxNode> nodes = new ArrayList<>();
        for (int i = 0; i < protos.size(); i++) {
            NodeProto proto = protos.get(i);
            String stated = proto.getName().isEmpty() ? proto.getOpType() + "_" + i : proto.getName();
            nodes.add(node(file, unique(stated, names), proto));
        }
        return nodes;
    }

    private static OnnxNode node(String file, String name, NodeProto proto) {
        String domain = "ai.onnx".equals(proto.getDomain()) ? "" : proto.getDomain();
        List<String> inputs = new ArrayList<>(proto.getInputList());
        Set<String> captured = new LinkedHashSet<>();
        proto.getAttributeList().stream()
                .filter(AttributeProto::hasG)
                .forEach(attribute -> capture(attribute.getG(), captured));
        captured.stream().filter(tensor -> !inputs.contains(tensor)).forEach(inputs::add);
        String where = file + ": node '" + name + "' (" + proto.getOpType() + ")";
        OnnxAttributes attributes = OnnxAttributes.of(where, proto.getAttributeList());
        return new OnnxNode(name, proto.getOpType(), domain, inputs, proto.getOutputList(), attributes);
    }

    /**
     * A name that no node before has.
     *
     * @param names those in use, with the number that the next node of the same name gets
     */
    private static String unique(String stated, Map<String, Integer> names) {
        String name = stated;
        while (names.putIfAbsent(name, 2) != null) {
            int number = names.merge(stated, 1, Integer::sum) - 1;
            name = stated + "_" + number;
        }
        return name;
    }

    /** Tensors that a body uses and does not make; bodies are nested a few levels deep at most. */
    private static void capture(GraphProto body, Set<String> captured) {
        Set<String> own = new HashSet<>();
        body.getInputList().forEach(input -> own.add(input.getName()));
        body.getInitializerList().forEach(tensor -> own.add(tensor.getName()));
        body.getNodeList().forEach(node -> own.addAll(node.getOutputList()));
        Set<String> used = new LinkedHashSet<>();
        for (NodeProto node : body.getNodeList()) {
            used.addAll(node.getInputList());
            node.getAttributeList().stream()
                    .filter(AttributeProto::hasG)
                    .forEach(attribute -> capture(attribute.getG(), used));
        }
        used.stream().filter(name -> !name.isEmpty() && !own.contains(name)).forEach(captured::add);
    }
}
