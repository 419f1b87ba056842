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

    /** GPT-2 with 12 blocks of width 768: 12h² weights per block, and 50257 words. */
    private static final Decoders GPT2 = new Decoders(12, 768, 12 * 768 * 768, 50_257);

    /** LLaMA-7B: four projections and three feed-forward products of 11008. */
    private static final Decoders LLAMA_7B = new Decoders(32, 4096, 4 * 4096 * 4096 + 3 * 4096 * 11_008, 32_000);

    /** LLaMA-3-8B: keys and values are a quarter as wide as queries. */
    private static final Decoders LLAMA3_8B =
            new Decoders(32, 4096, 2 * 4096 * 4096 + 2 * 4096 * 1024 + 3 * 4096 * 14_336, 128_256);

    private record Decoders(long blocks, long hidden, long weightsPerBlock, long vocabulary) {
        /** New tokens meet all weights, and keys and values of all tokens; sharing keys between heads saves no arithmetic. */
        long macs(long batch, long newTokens, long keys) {
            long perToken = weightsPerBlock + 2 * keys * hidden;
            return batch * (blocks * newTokens * perToken + hidden * vocabulary);
        }

        /** Products of a weight with one token: all parameters that are no table and no normalisation. */
        long weights() {
            return blocks * weightsPerBlock + hidden * vocabulary;
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 2", "3, 100", "2, 1024"})
    void languageModelsFollowTheirClosedForm(int batch, int sequence) {
        assertDecoder("gpt2", GPT2, batch, sequence);
        assertDecoder("llama_7b", LLAMA_7B, batch, sequence);
        assertDecoder("llama3_8b", LLAMA3_8B, batch, sequence);
    }

    private static void assertDecoder(String name, Decoders model, int batch, int sequence) {
        assertThat(create(name + "_prefill", batch, sequence).macs()).isEqualTo(model.macs(batch, sequence, sequence));
        assertThat(create(name + "_decode", batch, sequence).macs()).isEqualTo(model.macs(batch, 1, sequence));
    }

    /**
     * nanoGPT's notebook {@code transformer_sizing.ipynb} states 212,600,881,152 FLOPs for the blocks at 1024 tokens and
     * 79,047,426,048 for the logits of all of them; we compute those of the last token.
     */
    @Test
    void gpt2DiffersFromNanoGptByTheLogits() {
        long published = (212_600_881_152L + 79_047_426_048L / 1024) / 2;
        assertThat(Zoo.create("gpt2_prefill", 1).macs()).isEqualTo(published);
    }

    /** calflops' table states 850.00 G MACs for llama-7b at 128 tokens, with the logits of all of them. */
    @Test
    void llamaDiffersFromCalflopsByTheLogits() {
        long otherLogits = 127L * 4096 * 32_000;
        double giga = (create("llama_7b_prefill", 1, 128).macs() + otherLogits) / 1e9;
        assertThat(giga).isCloseTo(850.00, within(0.005));
    }

    /**
     * One MAC per weight and token (Kaplan et al., arXiv 2001.08361, section 2.1, two FLOPs per parameter without embeddings):
     * published parameters without look-up tables and normalisations.
     */
    @Test
    void decodeMultipliesEachWeightOnce() {
        long gpt2Biases = 12 * 9 * 768;
        long gpt2Norms = (12 * 2 + 1) * 2 * 768;
        assertThat(GPT2.weights()).isEqualTo(124_439_808 - 1024 * 768 - gpt2Biases - gpt2Norms);
        long llamaNorms = (32 * 2 + 1) * 4096;
        assertThat(LLAMA_7B.weights()).isEqualTo(6_738_415_616L - 4096 * 32_000 - llamaNorms);
        assertThat(LLAMA3_8B.weights()).isEqualTo(8_030_261_248L - 4096 * 128_256 - llamaNorms);
    }
}
