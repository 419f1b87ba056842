package org.nicepim.mapper.mapspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nicepim.mapper.MapperOptions.Style;
import org.nicepim.mapping.Partition;
import org.nicepim.mapping.Split;
import org.nicepim.workload.Affine;
import org.nicepim.workload.Dim;
import org.nicepim.workload.Kernel;
import org.nicepim.workload.Layer;
import org.nicepim.workload.Tensor;
import org.nicepim.workload.WorkloadBuilder;

/** Are all partitions listed, each once, and nothing else? */
class PartitionsTest {
    private static final List<Dim> DIMS = List.of(Dim.N, Dim.G, Dim.K, Dim.C, Dim.P, Dim.Q);

    private static Layer conv(int batch, int channels, int size, int outputs) {
        WorkloadBuilder net = new WorkloadBuilder("net", batch);
        Tensor image = net.input("image", channels, size, size);
        net.conv("conv", image, outputs, Kernel.square(1), Affine.NONE);
        return net.build().layer("conv");
    }

    /** All tuples of parts 1..nodes per dim, whatever their product. */
    private static List<List<Split>> everyAxis(int nodes) {
        List<List<Split>> all = new ArrayList<>();
        int[] parts = new int[DIMS.size()];
        for (long code = 0; code < (long) Math.pow(nodes, DIMS.size()); code++) {
            long rest = code;
            int product = 1;
            for (int i = 0; i < parts.length; i++) {
                parts[i] = (int) (rest % nodes) + 1;
                rest /= nodes;
                product *= parts[i];
            }
            if (product == nodes) {
                List<Split> splits = new ArrayList<>();
                for (int i = 0; i < parts.length; i++) {
                    if (parts[i] > 1) {
                        splits.add(new Split(DIMS.get(i), parts[i]));
                    }
                }
                all.add(splits);
            }
        }
        return all;
    }

    private static boolean legal(Partition partition, Layer layer, Set<Dim> allowed) {
        for (Dim dim : DIMS) {
            int parts = partition.parts(dim);
            if (parts > layer.dims().of(dim) || (parts > 1 && !allowed.contains(dim))) {
                return false;
            }
        }
        return true;
    }

    @Test
    void equalsAllLegalSplits() {
        for (Style style : Style.values()) {
            for (int[] mesh : new int[][] {{1, 1}, {2, 2}, {4, 2}, {1, 6}, {8, 4}}) {
                for (Layer layer : List.of(conv(1, 64, 14, 64), conv(4, 3, 7, 10), conv(2, 5, 1, 6))) {
                    Set<Partition> expected = new HashSet<>();
                    for (List<Split> rows : everyAxis(mesh[0])) {
                        for (List<Split> cols : everyAxis(mesh[1])) {
                            Partition partition = new Partition(rows, cols);
                            if (legal(partition, layer, style.dims())) {
                                expected.add(partition);
                            }
                        }
                    }
                    List<Partition> listed = Partitions.of(layer, mesh[0], mesh[1], style.dims());
                    assertThat(listed).doesNotHaveDuplicates();
                    assertThat(new HashSet<>(listed)).isEqualTo(expected);
                }
            }
        }
    }

    /** Ten outputs from four inputs on 8×8: K in 8 or 10 parts at most, C in 4; 8·4 = 32 nodes, either way round. */
    @Test
    void smallLayersFillTheLargestPartThatTheyCan() {
        Layer tiny = conv(1, 4, 1, 10);
        assertThat(Partitions.of(tiny, 8, 8, EnumSet.allOf(Dim.class))).isEmpty();
        List<Partition> largest = Partitions.largest(tiny, 8, 8, Style.NICEPIM.dims());
        assertThat(largest).isNotEmpty().allSatisfy(partition -> {
            assertThat(partition.rows() * partition.cols()).isEqualTo(32);
            assertThat(partition.parts(Dim.K) * partition.parts(Dim.C)).isEqualTo(32);
        });
        assertThat(largest).anyMatch(p -> p.rows() == 8).anyMatch(p -> p.rows() == 4);
        assertThat(Partitions.largest(tiny, 8, 8, Style.BASELINE.dims()))
                .isNotEmpty()
                .allSatisfy(p -> assertThat(p.parts(Dim.K)).isEqualTo(8));
        assertThat(Partitions.largest(conv(1, 1, 1, 1), 8, 8, Style.NICEPIM.dims()))
                .containsExactly(new Partition(List.of(), List.of()));
    }

    @Test
    void largestIsTheWholeRegionIfItCanBe() {
        Layer layer = conv(1, 64, 14, 64);
        assertThat(Partitions.largest(layer, 4, 8, Style.NICEPIM.dims()))
                .isEqualTo(Partitions.of(layer, 4, 8, Style.NICEPIM.dims()));
    }
}
