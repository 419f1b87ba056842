package org.nicepim.mapper.mapspace;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.mapping.Layout;

/**
 * The layouts of one layer's input and output, each of them free: where a consumer reads another layout than its producer wrote, moving
 * the tensor turns it round. The search tries one layout for all tensors. Neighbours have another layout of one of the two.
 */
public final class LayoutSpace implements Subspace<LayerMapping.Layouts> {
    private final List<Layout> layouts;

    /** For orders in which a feature map may lie. */
    public LayoutSpace(List<Layout> layouts) {
        this.layouts = layouts.stream().distinct().toList();
    }

    @Override
    public BigInteger size() {
        return BigInteger.valueOf((long) layouts.size() * layouts.size());
    }

    @Override
    public Stream<LayerMapping.Layouts> choices() {
        return layouts.stream().flatMap(ifmap -> layouts.stream().map(ofmap -> new LayerMapping.Layouts(ifmap, ofmap)));
    }

    @Override
    public List<LayerMapping.Layouts> neighbours(LayerMapping.Layouts at) {
        return choices()
                .filter(other ->
                        other.ifmap().equals(at.ifmap()) != other.ofmap().equals(at.ofmap()))
                .toList();
    }
}
