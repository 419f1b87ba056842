package org.nicepim.workload.zoo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import org.nicepim.config.ConfigException;
import org.nicepim.config.Suggestions;
import org.nicepim.workload.Workload;

/** The published networks by name. Case, dashes, underscores and blanks in a name do not matter. */
public final class Zoo {
    private static final Map<String, IntFunction<Workload>> NETWORKS = networks();

    private Zoo() {}

    /** The names that {@link #create} knows. */
    public static List<String> names() {
        return List.copyOf(NETWORKS.keySet());
    }

    /**
     * Builds a network.
     *
     * @param name one of {@link #names()}, in any spelling: {@code ResNet-50} is {@code resnet50}
     * @param batch inputs that are computed together
     * @throws ConfigException if the name is unknown or the batch is below 1
     */
    public static Workload create(String name, int batch) {
        if (batch < 1) {
            throw new ConfigException("batch: '" + batch + "' must be at least 1.");
        }
        return NETWORKS.entrySet().stream()
                .filter(network -> plain(network.getKey()).equals(plain(name)))
                .findFirst()
                .orElseThrow(() -> unknown(name))
                .getValue()
                .apply(batch);
    }

    private static ConfigException unknown(String name) {
        return new ConfigException("workload '" + name + "' is not in the zoo; known: " + String.join(", ", names())
                + "." + Suggestions.maybe(name, names()));
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_\\s]", "");
    }

    private static Map<String, IntFunction<Workload>> networks() {
        Map<String, IntFunction<Workload>> networks = new LinkedHashMap<>();
        networks.put("alexnet", AlexNet::create);
        networks.put("vgg16", Vgg16::create);
        networks.put("googlenet", GoogLeNet::create);
        networks.put("resnet18", batch -> ResNet.basic("resnet18", batch, 2, 2, 2, 2));
        networks.put("resnet50", batch -> ResNet.bottleneck("resnet50", batch, 3, 4, 6, 3));
        networks.put("resnet152", batch -> ResNet.bottleneck("resnet152", batch, 3, 8, 36, 3));
        networks.put("zfnet", ZfNet::create);
        networks.put("inception_v3", InceptionV3::create);
        networks.put("densenet121", DenseNet121::create);
        networks.put("darknet19", DarkNet19::create);
        networks.put("mobilenet_v2", MobileNetV2::create);
        networks.put("bert_base", batch -> Bert.base(batch, Bert.DEFAULT_SEQUENCE));
        networks.put("bert_large", batch -> Bert.large(batch, Bert.DEFAULT_SEQUENCE));
        return networks;
    }
}
