package org.nicepim.scheduler.milp;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What a class logs, as the handlers of {@code java.util.logging} get it. */
final class LogLines {
    private LogLines() {}

    /** The messages that a class logs while something runs, their parameters filled in. */
    static List<String> of(Class<?> logging, Runnable run) {
        List<String> lines = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(new SimpleFormatter().formatMessage(line));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(logging.getName());
        logger.addHandler(handler);
        try {
            run.run();
        } finally {
            logger.removeHandler(handler);
        }
        return lines;
    }
}
