package org.comity.site;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.comity.camel.Channel;
import org.comity.core.mesh.Octets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks again and again, on a thread of its own. */
final class Looking {
    private static final Logger LOG = LoggerFactory.getLogger(Looking.class);
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

    /** What fails to be taken is looked at again, as what is not taken now, and holds up nothing. */
    static boolean isTaken(Predicate<Octets> taker, Octets octets) {
        try {
            return taker.test(octets);
        } catch (RuntimeException e) {
            LOG.warn("will be offered again: {}", e.getMessage());
            return false;
        }
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
