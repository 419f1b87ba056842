package org.nicepim.workload.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nicepim.workload.Workload;

/** Do transformers have the multiply-accumulates that closed forms and the literature state, at any length? */
class TransformerFiguresTest {
    private static Workload create(String name, int batch, int sequence) {
        return Zoo.create(name, new ZooOptions(batch, Optional.of(sequence), Optional.empty(), Optional.empty()));
    }

    /**
     * Per layer and position four projections (4h²), two feed-forward products (8h²) and two attention products (2·s·h);
     * the pooler h². TinyBERT (Jiao et al., Findings of EMNLP 2020) states 22.5 G FLOPs for BERT-base; two per MAC at 128
     * tokens make 22.35. The paper does not break its count down; our vector operations are 0.03 of the difference. Gholami et
     * al., "AI and Memory Wall", IEEE Micro 2024, state 340 G FLOPs for BERT-large at 512 tokens, and 79 G at 128 for
     * ELECTRA-large, whose encoder is the same.
     */
    @ParameterizedTest
    @CsvSource({"1", "128", "384", "512"})
    void bertFollowsItsClosedForm(int sequence) {
        assertThat(create("bert_base", 1, sequence).macs()).isEqualTo(bertMacs(12, 768, sequence));
        assertThat(create("bert_large", 1, sequence).macs()).isEqualTo(bertMacs(24, 1024, sequence));
        assertThat(create("bert_base", 1, sequence).parameters()).isEqualTo(109_482_240);
        assertThat(2 * bertMacs(12, 768, 128) / 1e9).isCloseTo(22.5, Percentage.withPercentage(1));
        assertThat(2 * bertMacs(24, 1024, 128) / 1e9).isCloseTo(79, within(0.5));
        assertThat(2 * bertMacs(24, 1024, 512) / 1e9).isCloseTo(340, within(5.0));
    }

    private static long bertMacs(long layers, long hidden, long sequence) {
        return layers * sequence * (12 * hidden * hidden + 2 * sequence * hidden) + hidden * hidden;
    }

    /** As BERT's blocks, over a class token and 14×14 patches of 16×16×3 pixels; the classifier reads the token alone. */
    @Test
    void visionTransformerFollowsItsClosedForm() {
        long patches = 14 * 14 * 768L * (16 * 16 * 3);
        long blocks = 12 * 197 * (12 * 768L * 768 + 2 * 197 * 768);
        assertThat(Zoo.create("vit_b16", 1).macs()).isEqualTo(patches + blocks + 768 * 1000);
    }
}
