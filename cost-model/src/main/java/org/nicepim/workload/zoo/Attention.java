package org.nicepim.workload.zoo;

import org.nicepim.workload.Heads;
import org.nicepim.workload.Tensor;
import org.nicepim.workload.WorkloadBuilder;

/**
 * softmax(Q·Kᵀ/√d)·V: Vaswani et al., "Attention Is All You Need", NIPS 2017, section 3.2. Scaling folds into the first
 * product.
 *
 * @param net the network that is being written
 * @param heads heads of queries, and of keys and values
 */
record Attention(WorkloadBuilder net, Heads heads) {
    /** The context of each query, all heads side by side. */
    Tensor context(String name, Tensor query, Tensor key, Tensor value) {
        Tensor scores = net.attentionScores(name + "_scores", query, key, heads);
        return net.attentionContext(name + "_context", net.softmax(name + "_softmax", scores), value, heads);
    }
}
