package org.comity.cli;

import java.io.PrintWriter;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Tells a person at a terminal that a command still works, once it has taken two seconds. */
final class Progress implements AutoCloseable {
    private static final int PERIOD_SECONDS = 2;

    private final PrintWriter err;
    private final AtomicInteger seconds = new AtomicInteger();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "progress");
        thread.setDaemon(true);
        return thread;
    });

    private Progress(PrintWriter err) {
        this.err = err;
    }

    /** Begins; says nothing where it is not watched. */
    static Progress of(PrintWriter err, boolean watched) {
        Progress progress = new Progress(err);
        if (watched) {
            progress.timer.scheduleAtFixedRate(progress::tell, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
        }
        return progress;
    }

    private void tell() {
        err.print("\rworking, " + seconds.addAndGet(PERIOD_SECONDS) + " s");
        err.flush();
    }

    @Override
    public void close() {
        timer.shutdownNow();
        if (seconds.get() > 0) {
            err.print("\r" + " ".repeat("working, 0000000 s".length()) + "\r");
            err.flush();
        }
    }
}
