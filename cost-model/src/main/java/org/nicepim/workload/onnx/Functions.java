package org.nicepim.workload.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.nicepim.workload.onnx.graph.OnnxException;
import org.nicepim.workload.onnx.proto.AttributeProto;
import org.nicepim.workload.onnx.proto.FunctionProto;
import org.nicepim.workload.onnx.proto.ModelProto;
import org.nicepim.workload.onnx.proto.NodeProto;

/** Replaces calls of the file's own functions by their bodies. Tensors inside get the call's name in front. */
final class Functions {
    private static final int MAX_DEPTH = 32;

    private final String file;
    private final Map<String, FunctionProto> functions = new HashMap<>();
    private final List<NodeProto> expanded = new ArrayList<>();
    private int calls;

    private Functions(String file) {
        this.file = file;
    }

    /**
     * All nodes of the graph, without calls.
     *
     * @throws OnnxException if functions call themselves, or the result is larger than any network
     */
    static List<NodeProto> inline(String file, ModelProto model) {
        if (model.getFunctionsCount() == 0) {
            return model.getGraph().getNodeList();
        }
        Functions inliner = new Functions(file);
        model.getFunctionsList()
                .forEach(function -> inliner.functions.put(
                        key(function.getDomain(), function.getName(), function.getOverload()), function));
        model.getGraph().getNodeList().forEach(node -> inliner.expand(node, 0));
        return inliner.expanded;
    }

    private static String key(String domain, String name, String overload) {
        return ("ai.onnx".equals(domain) ? "" : domain) + "\n" + name + "\n" + overload;
    }

    private void expand(NodeProto node, int depth) {
        FunctionProto function = functions.get(key(node.getDomain(), node.getOpType(), node.getOverload()));
        if (function == null) {
            expanded.add(node);
        } else {
            call(node, function, depth);
        }
        if (expanded.size() > ModelScan.MAX_NODES) {
            throw new OnnxException(file + ": more than " + ModelScan.MAX_NODES + " nodes, functions included");
        }
    }

    private void call(NodeProto call, FunctionProto function, int depth) {
        if (depth == MAX_DEPTH || ++calls > ModelScan.MAX_NODES) {
            throw new OnnxException(file + ": function '" + function.getName() + "' is called more than " + MAX_DEPTH
                    + " levels deep; functions must not call themselves");
        }
        String prefix = (call.getName().isEmpty() ? call.getOpType() + "_call" + calls : call.getName()) + "/";
        Map<String, String> names = new HashMap<>();
        bind(function.getInputList(), call.getInputList(), names);
        bind(function.getOutputList(), call.getOutputList(), names);
        for (NodeProto inner : function.getNodeList()) {
            NodeProto.Builder copy = inner.toBuilder()
                    .clearInput()
                    .clearOutput()
                    .clearAttribute()
                    .setName(inner.getName().isEmpty() ? "" : prefix + inner.getName());
            inner.getInputList().forEach(name -> copy.addInput(rename(name, prefix, names)));
            inner.getOutputList().forEach(name -> copy.addOutput(rename(name, prefix, names)));
            inner.getAttributeList().stream()
                    .flatMap(attribute -> resolve(attribute, call, function))
                    .forEach(copy::addAttribute);
            expand(copy.build(), depth + 1);
        }
    }

    /** Formal names stand for actual ones; a formal name without an actual one is an omitted tensor. */
    private static void bind(List<String> formal, List<String> actual, Map<String, String> names) {
        for (int i = 0; i < formal.size(); i++) {
            names.put(formal.get(i), i < actual.size() ? actual.get(i) : "");
        }
    }

    private static String rename(String name, String prefix, Map<String, String> names) {
        return name.isEmpty() ? "" : names.getOrDefault(name, prefix + name);
    }

    /** An attribute as it is, or the caller's, or the function's default; none if the caller may omit it. */
    private static Stream<AttributeProto> resolve(AttributeProto attribute, NodeProto call, FunctionProto function) {
        String reference = attribute.getRefAttrName();
        if (reference.isEmpty()) {
            return Stream.of(attribute);
        }
        Optional<AttributeProto> actual = Stream.concat(
                        call.getAttributeList().stream(), function.getAttributeProtoList().stream())
                .filter(given -> given.getName().equals(reference))
                .findFirst();
        return actual.stream()
                .map(given -> given.toBuilder().setName(attribute.getName()).build());
    }
}
