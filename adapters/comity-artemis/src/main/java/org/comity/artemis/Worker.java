package org.comity.artemis;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A thread that does one step again and again until it is closed, and waits a little after a step that failed. */
final class Worker implements AutoCloseable {
    /** One step; it returns within seconds. */
    interface Step {
        void run() throws Exception;
    }

    private static final Logger LOG = System.getLogger(Worker.class.getName());
    private static final long RETRY_MILLIS = 500;
    private static final long JOIN_MILLIS = 30_000;

    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    Worker(String name, Step step) {
        thread = new Thread(() -> loop(name, step), name);
        thread.setDaemon(true);
        thread.start();
    }

    private void loop(String name, Step step) {
        try {
            while (closing.getCount() > 0) {
                try {
                    step.run();
                } catch (InterruptedException e) {
                    throw e;
                } catch (Exception e) {
                    LOG.log(Level.DEBUG, () -> name + " will try again: " + e);
                    closing.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(JOIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
