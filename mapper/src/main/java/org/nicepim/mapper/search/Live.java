package org.nicepim.mapper.search;

import java.util.ArrayList;
import java.util.List;

/** How the layers run whose outputs are still to be read, by place. Immutable; few, so they are looked through in order. */
final class Live {
    /** Nothing was computed. */
    static final Live NONE = new Live(List.of());

    private final List<Option> options;

    private Live(List<Option> options) {
        this.options = options;
    }

    /** These alone. */
    static Live of(List<Option> options) {
        return new Live(options);
    }

    /** How a layer runs whose output is still to be read. */
    Option at(int place) {
        for (Option option : options) {
            if (option.place() == place) {
                return option;
            }
        }
        throw new IllegalStateException("nobody knows where the output of layer " + place + " lies");
    }

    /** With one layer more, without those that nobody reads after it. */
    Live with(Option option, Graph graph) {
        List<Option> next = new ArrayList<>(options.size() + 1);
        int now = option.place();
        for (Option other : options) {
            if (other.place() < now && graph.lastReader(other.place()) > now) {
                next.add(other);
            }
        }
        if (graph.lastReader(now) > now) {
            next.add(option);
        }
        return new Live(next);
    }

    /** Those of some places alone. */
    Live only(int[] places) {
        List<Option> some = new ArrayList<>(places.length);
        for (int place : places) {
            some.add(at(place));
        }
        return new Live(some);
    }

    /** Behind branches: what they left, and what was there before, without what nobody reads after the last of their layers. */
    Live behind(List<Live> ends, int last, Graph graph) {
        List<Option> next = new ArrayList<>(options);
        for (Live end : ends) {
            for (Option option : end.options) {
                if (next.stream().noneMatch(other -> other.place() == option.place())) {
                    next.add(option);
                }
            }
        }
        next.removeIf(option -> graph.lastReader(option.place()) <= last);
        next.sort(java.util.Comparator.comparingInt(Option::place));
        return new Live(next);
    }

    /** The layers that ran, by place. */
    List<Option> options() {
        return options;
    }

    /** Where and how the outputs lie: all that makes a difference to layers to come. */
    List<Integer> outputs() {
        List<Integer> outputs = new ArrayList<>(2 * options.size());
        for (Option option : options) {
            outputs.add(option.place());
            outputs.add(option.outKind());
        }
        return outputs;
    }

    /** True if the same outputs lie alike. */
    boolean isLike(Live other) {
        if (options.size() != other.options.size()) {
            return false;
        }
        for (int i = 0; i < options.size(); i++) {
            Option a = options.get(i);
            Option b = other.options.get(i);
            if (a.place() != b.place() || a.outKind() != b.outKind()) {
                return false;
            }
        }
        return true;
    }

    /** True if the newest output lies alike. */
    boolean endsLike(Live other) {
        if (options.isEmpty() || other.options.isEmpty()) {
            return options.isEmpty() && other.options.isEmpty();
        }
        Option a = options.get(options.size() - 1);
        Option b = other.options.get(other.options.size() - 1);
        return a.place() == b.place() && a.outKind() == b.outKind();
    }
}
