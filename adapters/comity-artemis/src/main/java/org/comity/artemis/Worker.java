package org.comity.artemis;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A thread that works until it is closed; work that ends or fails is begun anew after a little while. */
final class Worker implements AutoCloseable {
    /** Work that goes on while it is told to, and looks within seconds whether it still is. */
    interface Work {
        void run(BooleanSupplier goOn) throws Exception;
    }

    private static final Logger LOG = System.getLogger(Worker.class.getName());
    private static final long RETRY_MILLIS = 500;
    private static final long JOIN_MILLIS = 30_000;

    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    Worker(String name, Work work) {
        thread = new Thread(() -> loop(name, work), name);
        thread.setDaemon(true);
        thread.start();
    }

    private void loop(String name, Work work) {
        String said = "";
        try {
            while (closing.getCount() > 0) {
                try {
                    work.run(() -> closing.getCount() > 0);
                    said = "";
                } catch (InterruptedException e) {
                    throw e;
                } catch (Exception e) {
                    String says = name + " will try again: " + e;
                    LOG.log(says.equals(said) ? Level.DEBUG : Level.WARNING, says);
                    said = says;
                }
                closing.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits as long as work that failed waits. */
    static void pause() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
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
