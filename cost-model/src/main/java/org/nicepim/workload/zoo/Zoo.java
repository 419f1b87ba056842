package org.nicepim.workload.zoo;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.nicepim.config.ConfigException;
import org.nicepim.config.Suggestions;
import org.nicepim.workload.Generation.Phase;
import org.nicepim.workload.Workload;
import org.nicepim.workload.zoo.Network.Knob;

/**
 * The published networks by name. Case, dashes, underscores, slashes, dots and blanks in a name do not matter. A language
 * model's name without a phase means its prefill, and {@code nasnet_a} the large one.
 */
public final class Zoo {
    private static final String BERT = "Devlin et al., NAACL 2019";
    private static final String GPT2 = "Radford et al., OpenAI 2019";
    private static final String LLAMA = "Touvron et al., arXiv 2302.13971";
    private static final String LLAMA3 = "Llama Team, arXiv 2407.21783";
    private static final String NASNET = "Zoph et al., CVPR 2018";
    private static final String RESNET = "He et al., CVPR 2016";

    /** BERT's usual length, and as many positions as it has learned. */
    private static final Knob BERT_SEQUENCE = Knob.sequence(128, Optional.of(Bert.POSITIONS));

    private static final Knob GPT2_SEQUENCE = Knob.sequence(Gpt2.POSITIONS, Optional.of(Gpt2.POSITIONS));

    /** LLaMA's context in training; rotations need no table, so no length is too long. */
    private static final Knob LLAMA_SEQUENCE = Knob.sequence(2048, Optional.empty());

    private static final List<Network> NETWORKS = List.of(
            Network.of("alexnet", "Krizhevsky et al., NIPS 2012", AlexNet::layers),
            Network.of("vgg16", "Simonyan and Zisserman, ICLR 2015", Vgg16::layers),
            Network.of("googlenet", "Szegedy et al., CVPR 2015", GoogLeNet::layers),
            Network.of("resnet18", RESNET, net -> ResNet.basic(net, 2, 2, 2, 2)),
            Network.of("resnet50", RESNET, net -> ResNet.bottleneck(net, 3, 4, 6, 3)),
            Network.of("resnet152", RESNET, net -> ResNet.bottleneck(net, 3, 8, 36, 3)),
            Network.of("zfnet", "Zeiler and Fergus, ECCV 2014", ZfNet::layers),
            Network.of("inception_v3", "Szegedy et al., CVPR 2016", InceptionV3::layers),
            Network.of("densenet121", "Huang et al., CVPR 2017", DenseNet121::layers),
            Network.of("darknet19", "Redmon and Farhadi, CVPR 2017", DarkNet19::layers),
            Network.of("mobilenet_v2", "Sandler et al., CVPR 2018", MobileNetV2::layers),
            Network.of("nasnet_a_mobile", NASNET, NasNetA::mobile),
            Network.of("nasnet_a_large", NASNET, NasNetA::large),
            Network.ofSequences("bert_base", BERT, 12, BERT_SEQUENCE, Bert::base),
            Network.ofSequences("bert_large", BERT, 24, BERT_SEQUENCE, Bert::large),
            Network.ofBlocks("vit_b16", "Dosovitskiy et al., ICLR 2021", 12, VisionTransformer::base),
            Network.ofSequences("gpt2_prefill", GPT2, 12, GPT2_SEQUENCE, Gpt2.small(Phase.PREFILL)),
            Network.ofSequences("gpt2_decode", GPT2, 12, GPT2_SEQUENCE, Gpt2.small(Phase.DECODE)),
            Network.ofSequences("llama_7b_prefill", LLAMA, 32, LLAMA_SEQUENCE, Llama.of7B(Phase.PREFILL)),
            Network.ofSequences("llama_7b_decode", LLAMA, 32, LLAMA_SEQUENCE, Llama.of7B(Phase.DECODE)),
            Network.ofSequences("llama3_8b_prefill", LLAMA3, 32, LLAMA_SEQUENCE, Llama.of8B(Phase.PREFILL)),
            Network.ofSequences("llama3_8b_decode", LLAMA3, 32, LLAMA_SEQUENCE, Llama.of8B(Phase.DECODE)));

    private static final Map<String, String> ALIASES = Map.of(
            "nasnet_a", "nasnet_a_large",
            "gpt2", "gpt2_prefill",
            "llama_7b", "llama_7b_prefill",
            "llama3_8b", "llama3_8b_prefill");

    private Zoo() {}

    /** The names that {@link #create} knows; other spellings and short names lead to one of these. */
    public static List<String> names() {
        return NETWORKS.stream().map(Network::name).toList();
    }

    /**
     * Builds a network as published.
     *
     * @param name one of {@link #names()}, in any spelling: {@code ResNet-50} is {@code resnet50}
     * @param batch inputs that are computed together
     * @throws ConfigException if the name is unknown or the batch is below 1
     */
    public static Workload create(String name, int batch) {
        return create(name, ZooOptions.batch(batch));
    }

    /**
     * Builds a network.
     *
     * @param name one of {@link #names()}, in any spelling
     * @throws ConfigException if the name is unknown, or an option is one that the network does not have or beyond its limit
     */
    public static Workload create(String name, ZooOptions options) {
        Network network = network(name);
        requireKnob(network, "sequence", options.sequence(), Network::sequence);
        requireKnob(network, "blocks", options.blocks(), Network::blocks);
        return network.create(options);
    }

    /**
     * The publication of a network, on one line.
     *
     * @throws ConfigException if the name is unknown
     */
    public static String source(String name) {
        return network(name).source();
    }

    private static void requireKnob(
            Network network, String knob, Optional<Integer> chosen, Function<Network, Optional<Knob>> knobs) {
        if (chosen.isPresent() && knobs.apply(network).isEmpty()) {
            String others = NETWORKS.stream()
                    .filter(other -> knobs.apply(other).isPresent())
                    .map(Network::name)
                    .collect(Collectors.joining(", "));
            throw new ConfigException(network.name() + " has no '" + knob + "'; networks with one: " + others + ".");
        }
    }

    private static Network network(String name) {
        String wanted = ALIASES.entrySet().stream()
                .filter(alias -> plain(alias.getKey()).equals(plain(name)))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(name);
        return NETWORKS.stream()
                .filter(network -> plain(network.name()).equals(plain(wanted)))
                .findFirst()
                .orElseThrow(() -> unknown(name));
    }

    private static ConfigException unknown(String name) {
        return new ConfigException("workload '" + name + "' is not in the zoo; known: " + String.join(", ", names())
                + "." + Suggestions.maybe(name, names()));
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_/.\\s]", "");
    }
}
