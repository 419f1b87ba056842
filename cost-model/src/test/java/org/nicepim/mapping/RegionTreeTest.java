package org.nicepim.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nicepim.mapping.RegionTree.Parallel;
import org.nicepim.mapping.RegionTree.Run;
import org.nicepim.mapping.RegionTree.Sequence;
import org.nicepim.workload.Dim;

class RegionTreeTest {
    private static LayerMapping layer(String name, Region region) {
        List<Split> rows = region.rows() > 1 ? List.of(new Split(Dim.K, region.rows())) : List.of();
        List<Split> cols = region.cols() > 1 ? List.of(new Split(Dim.P, region.cols())) : List.of();
        LoopNest nest = new LoopNest(new Tile(1, 1, 1, 1, 1, 1), LoopOrder.G_NPQ_K_C, Dataflow.C_K);
        LayerMapping.Layouts layouts = new LayerMapping.Layouts(Layout.CHW, Layout.CHW);
        return new LayerMapping(name, region, new Partition(rows, cols), 1, layouts, nest);
    }

    private static final Region LEFT = new Region(0, 0, 2, 1);
    private static final Region RIGHT = new Region(0, 1, 2, 3);
    private static final Region ALL = new Region(0, 0, 2, 4);

    private static final List<LayerMapping> LAYERS =
            List.of(layer("a", ALL), layer("b", LEFT), layer("c", RIGHT), layer("d", RIGHT), layer("e", ALL));

    private static final RegionTree SIDE_BY_SIDE =
            new Parallel(List.of(new Run("b"), RegionTree.sequence(List.of("c", "d"))));

    @Test
    void branchesOnRectanglesOfTheirOwnAreLegal() {
        RegionTree tree = new Sequence(List.of(new Run("a"), SIDE_BY_SIDE, new Run("e")));
        assertThat(new Mapping("w", LAYERS, tree).tree().layers()).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void withoutATreeLayersRunInOrder() {
        assertThat(new Mapping("w", LAYERS).tree()).isEqualTo(RegionTree.sequence(List.of("a", "b", "c", "d", "e")));
    }

    @Test
    void branchesThatOverlapAreRefused() {
        RegionTree tree = new Sequence(
                List.of(new Parallel(List.of(new Run("a"), new Run("b"))), new Run("c"), new Run("d"), new Run("e")));
        assertThatThrownBy(() -> new Mapping("w", LAYERS, tree))
                .hasMessage("b: its region 2x1 at 0,0 overlaps 2x4 at 0,0 of a, which runs beside it");
    }

    @Test
    void aLayerThatIsMissingOrTwiceThereIsRefused() {
        RegionTree missing = new Sequence(List.of(new Run("a"), SIDE_BY_SIDE));
        assertThatThrownBy(() -> new Mapping("w", LAYERS, missing))
                .hasMessage("e: the tree of regions does not name it");
        RegionTree twice = new Sequence(List.of(new Run("a"), SIDE_BY_SIDE, new Run("b"), new Run("e")));
        assertThatThrownBy(() -> new Mapping("w", LAYERS, twice)).hasMessage("b: the tree of regions names it twice");
        RegionTree unknown = new Sequence(List.of(new Run("a"), SIDE_BY_SIDE, new Run("f")));
        assertThatThrownBy(() -> new Mapping("w", LAYERS, unknown)).hasMessageContaining("not mapped");
    }

    @Test
    void anotherOrderThanTheWorkloadsIsRefused() {
        RegionTree tree = new Sequence(List.of(SIDE_BY_SIDE, new Run("a"), new Run("e")));
        assertThatThrownBy(() -> new Mapping("w", LAYERS, tree))
                .hasMessage("a: runs after d, which the workload has behind it");
    }
}
