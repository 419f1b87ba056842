package org.nicepim.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.comments.CommentLine;
import org.snakeyaml.engine.v2.comments.CommentType;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * A value of a commented file, with what stands beside it and right above it.
 *
 * @param path key, dots between levels
 * @param value as the file says it
 * @param source the comments as one line; empty if there is none
 */
public record SourcedValue(String path, String value, String source) {
    /**
     * Single values of a file, in its order.
     *
     * @param text YAML whose top is a mapping
     * @param name how messages call it
     */
    public static List<SourcedValue> read(String text, String name) {
        List<SourcedValue> values = new ArrayList<>();
        add(YamlText.composeWithComments(text, name), "", values);
        return List.copyOf(values);
    }

    private static void add(Node node, String prefix, List<SourcedValue> values) {
        if (!(node instanceof MappingNode mapping)) {
            return;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            String path = prefix + ((ScalarNode) tuple.getKeyNode()).getValue();
            if (tuple.getValueNode() instanceof ScalarNode scalar) {
                String source = Stream.of(
                                lines(tuple.getKeyNode().getBlockComments()), lines(scalar.getInLineComments()))
                        .flatMap(lines -> lines)
                        .collect(Collectors.joining(" "));
                values.add(new SourcedValue(path, scalar.getValue(), source));
            } else {
                add(tuple.getValueNode(), path + ".", values);
            }
        }
    }

    private static Stream<String> lines(@Nullable List<CommentLine> comments) {
        return Objects.requireNonNullElse(comments, List.<CommentLine>of()).stream()
                .filter(comment -> comment.getCommentType() != CommentType.BLANK_LINE)
                .map(comment -> comment.getValue().strip())
                .filter(line -> !line.isEmpty());
    }
}
