package org.nicepim.scheduler.milp;

import com.google.ortools.Loader;
import java.lang.System.Logger.Level;

/**
 * A native library, loaded once, when first needed. If that fails one line says so, and nobody asks for it again. Safe
 * for use by several threads.
 */
final class NativeLibrary {
    /** OR-Tools' library; it unpacks to {@code java.io.tmpdir}. */
    static final NativeLibrary OR_TOOLS = new NativeLibrary(Loader::loadNativeLibraries);

    private static final System.Logger LOG = System.getLogger(NativeLibrary.class.getName());

    private enum State {
        UNTRIED,
        LOADED,
        MISSING
    }

    private final Runnable loader;
    private State state = State.UNTRIED;

    /**
     * A library.
     *
     * @param loader loads it, or throws
     */
    NativeLibrary(Runnable loader) {
        this.loader = loader;
    }

    synchronized boolean isLoaded() {
        if (state == State.UNTRIED) {
            state = load();
        }
        return state == State.LOADED;
    }

    private State load() {
        try {
            loader.run();
            return State.LOADED;
        } catch (RuntimeException | LinkageError e) {
            LOG.log(
                    Level.WARNING,
                    "OR-Tools'' native library cannot be loaded ({0}); data sharing is scheduled by heuristics."
                            + " Maybe the system is not Linux on x86-64 or AArch64, or java.io.tmpdir is full or noexec.",
                    e.getClass().getSimpleName());
            return State.MISSING;
        }
    }
}
