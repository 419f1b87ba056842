package org.nicepim.scheduler;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Answers to questions that were asked, the least recently used forgotten first. Thread-safe.
 *
 * @param <K> question
 * @param <V> answer
 */
final class ScheduleCache<K, V> {
    private final int capacity;
    private final Map<K, V> answers = new LinkedHashMap<>(16, 0.75f, true);

    ScheduleCache(int capacity) {
        this.capacity = capacity;
    }

    synchronized Optional<V> get(K question) {
        return Optional.ofNullable(answers.get(question));
    }

    synchronized void put(K question, V answer) {
        answers.put(question, answer);
        if (answers.size() > capacity) {
            answers.remove(answers.keySet().iterator().next());
        }
    }

    synchronized int size() {
        return answers.size();
    }
}
