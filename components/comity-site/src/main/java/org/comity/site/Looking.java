package org.comity.site;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.comity.camel.Channel;

/** Looks again and again, on a thread of its own. */
final class Looking {
    private static final int STOP_SECONDS = 30;

    private Looking() {}

    /** Looks now and after each pause, until the subscription is closed; then it waits for a look that goes on. */
    static Channel.Subscription every(Duration pause, String name, Runnable look) {
        ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        worker.scheduleWithFixedDelay(look, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
        return () -> stop(worker);
    }

    private static void stop(ScheduledExecutorService worker) {
        worker.shutdown();
        try {
            if (!worker.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                worker.shutdownNow();
            }
        } catch (InterruptedException e) {
            worker.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
