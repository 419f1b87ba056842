package org.nicepim.workload.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nicepim.workload.FeatureMap;
import org.nicepim.workload.Generation;
import org.nicepim.workload.Generation.Phase;
import org.nicepim.workload.Layer;
import org.nicepim.workload.LayerInput;
import org.nicepim.workload.MapAxis;
import org.nicepim.workload.Operand;
import org.nicepim.workload.Workload;
import org.nicepim.workload.WorkloadStatistics;

/** Do language models read keys and values where they lie, and keep them? */
class KeyValueCacheTest {
    private static Workload create(String name, int batch, int sequence, int blocks) {
        return Zoo.create(name, new ZooOptions(batch, Optional.of(sequence), Optional.of(blocks), Optional.empty()));
    }

    private static List<LayerInput> weight(Layer layer) {
        return layer.inputs().stream()
                .filter(input -> input.operand() == Operand.WEIGHT)
                .toList();
    }

    private static List<Layer> attention(Workload workload) {
        return workload.layers().stream()
                .filter(layer -> layer.type().isAttention())
                .toList();
    }

    @ParameterizedTest(name = "{0}, batch {1}")
    @CsvSource({
        "gpt2_decode, 1, block0_present, 768",
        "gpt2_decode, 5, block0_present, 768",
        "llama_7b_decode, 2, block0_key_rotary, 4096",
        "llama3_8b_decode, 1, block0_key_rotary, 1024",
        "llama3_8b_decode, 4, block0_key_rotary, 1024",
    })
    void decodeReadsTheCacheAndTheNewKeyBehindIt(String name, int batch, String fresh, int width) {
        Layer scores = create(name, batch, 100, 2).layer("block0_scores");
        assertThat(weight(scores)).extracting(LayerInput::producer).containsExactly("block0_key_cache", fresh);
        LayerInput cache = weight(scores).get(0);
        LayerInput key = weight(scores).get(1);
        assertThat(cache.part().extents()).isEqualTo(new FeatureMap(batch, width, 99, 1));
        assertThat(key.part().extents()).isEqualTo(new FeatureMap(batch, width, 1, 1));
        assertThat(cache.place().end(MapAxis.ROW)).isEqualTo(99);
        assertThat(key.place().from().row()).isEqualTo(99);
        assertThat(cache.place().extents()).isEqualTo(new FeatureMap(1, batch * width, 99, 1));
        assertThat(key.place().extents()).isEqualTo(new FeatureMap(1, batch * width, 1, 1));
    }

    /** The second half of what GPT-2 copies out of its fused product, and the value product of LLaMA. */
    @Test
    void valuesAreReadLikewise() {
        List<LayerInput> gpt2 = weight(create("gpt2_decode", 1, 100, 2).layer("block1_context"));
        assertThat(gpt2).extracting(LayerInput::producer).containsExactly("block1_value_cache", "block1_present");
        assertThat(gpt2.get(1).part().from().channel()).isEqualTo(768);
        List<LayerInput> llama = weight(create("llama_7b_decode", 1, 100, 2).layer("block1_context"));
        assertThat(llama).extracting(LayerInput::producer).containsExactly("block1_value_cache", "block1_value");
    }

    @ParameterizedTest
    @CsvSource({"gpt2_decode, 12, 64", "llama_7b_decode, 32, 128", "llama3_8b_decode, 8, 128"})
    void theCacheHoldsKeysAndValuesOfAllTokensBefore(String name, int keyValueHeads, int headWidth) {
        for (int batch : List.of(1, 3)) {
            for (int sequence : List.of(2, 77)) {
                Workload workload = create(name, batch, sequence, 2);
                long perToken = 2L * 2 * keyValueHeads * headWidth;
                assertThat(workload.cacheWords()).isEqualTo(perToken * (sequence - 1) * batch);
                assertThat(workload.generation()).contains(new Generation(Phase.DECODE, batch, 1, sequence - 1));
            }
        }
    }

    /** The published size of a token's cache at 16 bits: 0.5 MiB for LLaMA-7B, 0.125 MiB with shared keys and values. */
    @Test
    void aTokenOfLlamaTakesHalfAMebibyte() {
        assertThat(Zoo.create("llama_7b_decode", 1).cacheWords() * 2 / 2047).isEqualTo(1 << 19);
        assertThat(Zoo.create("llama3_8b_decode", 1).cacheWords() * 2 / 2047).isEqualTo(1 << 17);
    }

    @ParameterizedTest
    @CsvSource({"gpt2_decode", "llama_7b_decode", "llama3_8b_decode"})
    void theFirstTokenHasNoCache(String name) {
        Workload workload = create(name, 2, 1, 2);
        assertThat(workload.cacheWords()).isZero();
        assertThat(workload.inputs()).isEmpty();
        assertThat(workload.generation()).contains(new Generation(Phase.DECODE, 2, 1, 0));
    }

    @ParameterizedTest
    @CsvSource({"gpt2, 1536", "llama_7b, 8192", "llama3_8b, 2048"})
    void bothPhasesLeaveTheSameKeysAndValues(String name, int wordsPerToken) {
        assertThat(keptWords(create(name + "_prefill", 3, 50, 2))).isEqualTo(2L * 3 * 50 * wordsPerToken);
        assertThat(keptWords(create(name + "_decode", 3, 50, 2))).isEqualTo(2L * 3 * 50 * wordsPerToken);
    }

    /** Everything that stays but the logits. */
    private static long keptWords(Workload workload) {
        return workload.outputs().stream()
                .filter(output -> !output.equals("logits"))
                .mapToLong(output -> workload.tensor(output).words())
                .sum();
    }

    @Test
    void prefillReadsNoCache() {
        Workload workload = create("llama_7b_prefill", 2, 64, 1);
        assertThat(workload.cacheWords()).isZero();
        assertThat(workload.generation()).contains(new Generation(Phase.PREFILL, 2, 64, 0));
        assertThat(weight(workload.layer("block0_scores")))
                .extracting(LayerInput::producer)
                .containsExactly("block0_key_rotary");
    }

    @ParameterizedTest
    @CsvSource({"gpt2_prefill", "llama3_8b_prefill", "llama3_8b_decode"})
    void logitsAreThoseOfTheLastToken(String name) {
        Workload workload = create(name, 2, 64, 1);
        Layer logits = workload.layer("logits");
        assertThat(logits.ofmap().rows()).isEqualTo(1);
        assertThat(logits.ofmap().n()).isEqualTo(2);
        LayerInput read = logits.inputs().get(0);
        assertThat(read.part().end(MapAxis.ROW))
                .isEqualTo(workload.tensor("norm").rows());
        assertThat(read.part().extents().rows()).isEqualTo(1);
    }

    /** So a mapper cannot copy them ahead of time. */
    @ParameterizedTest
    @CsvSource({"gpt2_decode", "llama_7b_prefill", "vit_b16", "bert_base"})
    void weightsOfAttentionAreNotStored(String name) {
        Workload workload = Zoo.create(name, 1);
        assertThat(attention(workload)).isNotEmpty().allSatisfy(layer -> {
            assertThat(layer.type().hasStoredWeights()).isFalse();
            assertThat(layer.parameters()).isZero();
            assertThat(layer.weightWords())
                    .isEqualTo(weight(layer).stream()
                            .mapToLong(input -> input.part().words())
                            .sum());
        });
    }

    /** Four query heads stand on P of each key/value head. */
    @Test
    void groupedQueriesShareKeys() {
        Layer scores = create("llama3_8b_prefill", 2, 64, 1).layer("block0_scores");
        assertThat(scores.dims().g()).isEqualTo(2 * 8);
        assertThat(scores.dims().p()).isEqualTo(4 * 64);
        assertThat(scores.dims().k()).isEqualTo(64);
        assertThat(scores.dims().c()).isEqualTo(128);
    }

    /**
     * By hand. Keys and values of all blocks and tokens; in prefill the last softmax with its input, and x; in GPT-2's decode
     * the logits and what they are made of, in LLaMA's the last softmax.
     */
    @Test
    void peakLiveWordsContainTheCache() {
        assertPeak("gpt2_prefill", 12L * 1536 * 1024 + 2L * 12 * 1024 * 1024 + 768 * 1024);
        assertPeak("gpt2_decode", 12L * 1536 * 1024 + 50_257 + 768);
        assertPeak("llama_7b_prefill", 32L * 8192 * 2048 + 2L * 32 * 2048 * 2048 + 4096 * 2048);
        assertPeak("llama_7b_decode", 32L * 8192 * 2048 + 2 * 32 * 2048 + 4096);
        assertPeak("llama3_8b_prefill", 32L * 2048 * 2048 + 2L * 32 * 2048 * 2048 + 4096 * 2048);
        assertPeak("llama3_8b_decode", 32L * 2048 * 2048 + 2 * 32 * 2048 + 4096);
    }

    private static void assertPeak(String name, long words) {
        Workload workload = Zoo.create(name, 1);
        assertThat(WorkloadStatistics.of(workload).peakLiveWords())
                .as(name)
                .isEqualTo(words)
                .isGreaterThanOrEqualTo(workload.cacheWords());
    }
}
