package org.nicepim.scheduler.milp;

import com.google.ortools.Loader;
import java.lang.System.Logger.Level;

/** OR-Tools' native library, loaded once, when first needed; it unpacks to {@code java.io.tmpdir}. */
final class NativeLibrary {
    private static final System.Logger LOG = System.getLogger(NativeLibrary.class.getName());
    private static final Object LOCK = new Object();

    private enum State {
        UNTRIED,
        LOADED,
        MISSING
    }

    private static State state = State.UNTRIED;

    private NativeLibrary() {}

    static boolean isLoaded() {
        synchronized (LOCK) {
            if (state == State.UNTRIED) {
                state = load();
            }
            return state == State.LOADED;
        }
    }

    private static State load() {
        try {
            Loader.loadNativeLibraries();
            return State.LOADED;
        } catch (RuntimeException | LinkageError e) {
            LOG.log(
                    Level.WARNING,
                    "OR-Tools' native library cannot be loaded ({0}); data sharing is scheduled by heuristics."
                            + " Maybe the system is not Linux on x86-64 or AArch64, or java.io.tmpdir is full or noexec.",
                    e.getClass().getSimpleName());
            return State.MISSING;
        }
    }
}
