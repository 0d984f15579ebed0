package org.comity.testkit.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A way to a port of this machine that goes wrong as it is told. Thread-safe. */
public final class FaultProxy implements AutoCloseable {
    /** How it treats what passes. */
    public enum Mode {
        /** As it is. */
        PASS,
        /** Late, in small pieces. */
        SLOW,
        /** Every connection is reset. */
        RESET,
        /** Nothing comes through, and nobody is told. */
        HALF_OPEN,
        /** One bit of a piece is wrong. */
        CORRUPT,
        /** A piece comes twice. */
        DUPLICATE
    }

    private static final int PIECE = 4_096;
    private static final int FEW = 64;
    private static final long PAUSE_MILLIS = 20;

    private final int target;
    private final ServerSocket listening;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile Mode mode = Mode.PASS;

    /** A way to that port, which begins at {@link #port}. */
    public FaultProxy(int target) {
        this.target = target;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    private static void start(Runnable body) {
        Thread thread = new Thread(body, "fault-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    /** Where it begins. */
    public int port() {
        return listening.getLocalPort();
    }

    /** From now on. */
    public void mode(Mode next) {
        mode = next;
        if (next == Mode.RESET) {
            open.forEach(FaultProxy::reset);
        }
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket near = listening.accept();
                open.add(near);
                if (mode == Mode.RESET) {
                    reset(near);
                } else {
                    Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                    open.add(far);
                    start(() -> carry(near, far));
                    start(() -> carry(far, near));
                }
            } catch (IOException e) {
                open.removeIf(Socket::isClosed);
            }
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It is closed already, which is what is wanted.
        }
    }

    private void carry(Socket from, Socket to) {
        Random random = new Random(from.getPort());
        byte[] piece = new byte[PIECE];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            int size = in.read(piece);
            while (size >= 0) {
                pass(piece, size, out, random);
                size = in.read(piece, 0, mode == Mode.SLOW ? FEW : PIECE);
            }
        } catch (IOException e) {
            reset(from);
            reset(to);
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private void pass(byte[] piece, int size, OutputStream out, Random random) throws IOException {
        while (mode == Mode.HALF_OPEN) {
            pause();
        }
        if (mode == Mode.SLOW) {
            pause();
        }
        if (mode == Mode.CORRUPT && size > 0) {
            piece[random.nextInt(size)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        }
        out.write(piece, 0, size);
        if (mode == Mode.DUPLICATE) {
            out.write(piece, 0, size);
        }
        out.flush();
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(FaultProxy::reset);
    }
}
