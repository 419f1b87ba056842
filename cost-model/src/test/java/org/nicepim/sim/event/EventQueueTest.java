package org.nicepim.sim.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nicepim.testkit.Gen;

/** Do events come in the order of their time, and those of one time in the order in which they were added? */
class EventQueueTest {
    private record Event(long time, int number) {}

    /** Near and far events, added at the start and while others are served. */
    private static List<Event> serve(EventQueue queue, Gen gen, List<Event> added) {
        List<Event> served = new ArrayList<>();
        int number = 0;
        for (int i = 0; i < 20; i++) {
            number = add(queue, gen, added, number);
        }
        while (queue.advance()) {
            served.add(new Event(queue.now(), queue.payload()));
            assertThat(queue.detail()).isEqualTo(-queue.payload());
            assertThat(queue.kind()).isEqualTo(queue.payload() % 7);
            if (number < 3000) {
                number = add(queue, gen, added, number);
                number = gen.chance(0.4) ? add(queue, gen, added, number) : number;
            }
        }
        return served;
    }

    private static int add(EventQueue queue, Gen gen, List<Event> added, int number) {
        long time = queue.now() + gen.oneOf(0, gen.between(0, 10), gen.between(1000, 1100), gen.between(0, 100_000));
        queue.add(time, number % 7, number, -number);
        added.add(new Event(time, number));
        return number + 1;
    }

    @Test
    void eventsComeInOrderOfTimeAndThenOfAddition() {
        EventQueue queue = new EventQueue();
        for (int seed = 0; seed < 50; seed++) {
            queue.clear();
            List<Event> added = new ArrayList<>();
            List<Event> served = serve(queue, new Gen(seed), added);
            added.sort(Comparator.comparingLong(Event::time));
            assertThat(served).as("seed %d", seed).isEqualTo(added);
            assertThat(queue.served()).isEqualTo(added.size());
        }
    }

    @Test
    void aQueueThatWasUsedBeforeIsAsNew() {
        EventQueue used = new EventQueue();
        serve(used, new Gen(1), new ArrayList<>());
        used.clear();
        List<Event> again = serve(used, new Gen(2), new ArrayList<>());
        assertThat(again).isEqualTo(serve(new EventQueue(), new Gen(2), new ArrayList<>()));
    }

    @Test
    void thePastIsOver() {
        EventQueue queue = new EventQueue();
        queue.add(5, 0, 0, 0);
        assertThat(queue.advance()).isTrue();
        assertThatThrownBy(() -> queue.add(4, 0, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at 4 lies before now, 5");
        assertThat(queue.advance()).isFalse();
    }
}
