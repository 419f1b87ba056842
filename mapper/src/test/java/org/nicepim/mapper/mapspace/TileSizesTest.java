package org.nicepim.mapper.mapspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Are the tile sizes worth trying the smallest for their number of trips? */
class TileSizesTest {
    @Test
    void oneSizePerNumberOfTripsAndNoneLarger() {
        for (int extent = 1; extent <= 300; extent++) {
            int whole = extent;
            List<Integer> trips = IntStream.rangeClosed(1, whole)
                    .map(size -> (whole + size - 1) / size)
                    .distinct()
                    .sorted()
                    .boxed()
                    .toList();
            List<Integer> smallest = trips.stream()
                    .map(t -> IntStream.rangeClosed(1, whole)
                            .filter(size -> (whole + size - 1) / size == t)
                            .min()
                            .orElseThrow())
                    .toList();
            assertThat(TileSizes.all(extent)).as("extent %d", extent).isEqualTo(smallest);
        }
    }

    @Test
    void evenSizesHoldTheBalancedOnesAndMultiples() {
        for (int extent = 1; extent <= 600; extent++) {
            List<Integer> even = TileSizes.even(extent);
            assertThat(even).as("extent %d", extent).containsAll(TileSizes.all(extent));
            assertThat(even).isSortedAccordingTo(Comparator.reverseOrder()).doesNotHaveDuplicates();
            assertThat(even).allMatch(size -> size >= 1).startsWith(extent).endsWith(1);
            for (int size = 16; size <= extent; size += 16) {
                assertThat(even).contains(size);
            }
            assertThat(extent <= 16 ? even.size() : extent).isEqualTo(extent);
        }
    }

    @Test
    void aSelectionKeepsTheEndsAndSpreads() {
        for (int extent = 1; extent <= 3000; extent += 7) {
            List<Integer> all = TileSizes.all(extent);
            List<Integer> some = TileSizes.some(extent, 7);
            assertThat(all).as("extent %d", extent).containsAll(some);
            assertThat(some).hasSizeLessThanOrEqualTo(7).doesNotHaveDuplicates();
            assertThat(some).startsWith(extent).endsWith(1);
            for (int i = 1; i < some.size() && all.size() > 7; i++) {
                assertThat(some.get(i)).isLessThan(some.get(i - 1));
            }
        }
    }
}
