package org.comity.examples.earthquakes;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.comity.core.agreement.Agreement;
import org.comity.core.mesh.Octets;
import org.comity.xml.AgreementDocument;

/**
 * The story: two meshes agree, exchange, part, go on observing, meet again, and compute the same joint picture. Each mesh is a
 * process with its own broker; a third process audits. Nothing here decides anything: it only says when.
 */
public final class Demo {
    private static final List<String> NAMES = List.of("regional", "national");
    private static final String PARTED = "2017-07-29T12:00:00Z";
    private static final String MET_AGAIN = "2018-01-01T00:00:00Z";
    private static final int ROUNDS_MAX = 150;

    private final Path out;
    private final PrintStream say;
    private final List<Child> children = new ArrayList<>();

    private Demo(Path out, PrintStream say) {
        this.out = out;
        this.say = say;
    }

    /** {@code Demo <directory>} tells the story; {@code Demo mesh <name> <peer> <directory> <port>} is one of its processes. */
    public static void main(String[] args) throws Exception {
        if (args.length == 5 && args[0].equals("mesh")) {
            mesh(args[1], args[2], Path.of(args[3]), Integer.parseInt(args[4]));
        } else if (args.length == 1) {
            boolean good = new Demo(Path.of(args[0]), System.out).tell();
            System.exit(good ? 0 : 1);
        } else {
            System.err.println("usage: Demo <directory>");
            System.exit(2);
        }
    }

    /** Tells the story into a directory; whether both sides came to one picture and the audit agreed. */
    static boolean tell(Path out, PrintStream say) throws Exception {
        return new Demo(out, say).tell();
    }

    private static void mesh(String name, String peer, Path shared, int port) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Site site = new Site(name, peer, shared, port);
        site.publish();
        answer("published");
        in.readLine();
        site.certifyPeer();
        answer("certified");
        in.readLine();
        try (MeshProcess process = new MeshProcess(site, shared.resolve("agreement.xml"))) {
            answer("started");
            String line = in.readLine();
            while (line != null && !line.equals("quit")) {
                answer(process.command(line));
                line = in.readLine();
            }
        }
        answer("stopped");
    }

    private static void answer(String line) {
        System.out.println("> " + line);
        System.out.flush();
    }

    /** A process of a mesh and the lines that go to and fro. */
    private static final class Child implements AutoCloseable {
        private final String name;
        private final int port;
        private final Process process;
        private final BufferedReader in;
        private final BufferedWriter out;

        Child(String name, String peer, Path shared) throws IOException {
            this.name = name;
            this.port = freePort();
            this.process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx512m",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Demo.class.getName(),
                            "mesh",
                            name,
                            peer,
                            shared.toString(),
                            Integer.toString(port))
                    .redirectError(shared.resolve(name + ".log").toFile())
                    .start();
            in = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            out = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        }

        private static int freePort() throws IOException {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            }
        }

        void send(String line) throws IOException {
            out.write(line + "\n");
            out.flush();
        }

        String receive() throws IOException {
            String line = in.readLine();
            while (line != null && !line.startsWith("> ")) {
                line = in.readLine();
            }
            if (line == null) {
                throw new IOException("the process of " + name + " ended; see its log");
            }
            return line.substring(2);
        }

        String ask(String line) throws IOException {
            send(line);
            return receive();
        }

        @Override
        public void close() {
            try {
                send("quit");
                if (!process.waitFor(30, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (IOException e) {
                process.destroyForcibly();
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean tell() throws Exception {
        clear();
        try {
            found();
            say("Both enrol, connect and observe until " + PARTED + ".");
            all("connect");
            all("observe " + PARTED);
            settle();
            pictures();
            say("They part on purpose. Both stay healthy and go on observing until " + MET_AGAIN + ".");
            all("disconnect");
            all("observe " + MET_AGAIN);
            all("release");
            boolean apart = !digest(0).equals(digest(1));
            pictures();
            say("They meet again.");
            all("connect");
            settle();
            pictures();
            say("Magnitudes are contested above the threshold: that domain waits. Both duty officers decide.");
            say("  regional: " + children.get(0).ask("decide"));
            settle();
            say("  national: " + children.get(1).ask("cosign"));
            settle();
            pictures();
            return finish(apart);
        } finally {
            children.forEach(Child::close);
        }
    }

    private void say(String line) {
        say.println(line);
    }

    private void clear() throws IOException {
        if (Files.exists(out)) {
            try (Stream<Path> files = Files.walk(out)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(out);
    }

    /** Keys first, then the agreement that pins them, then each certifies the other's carrier and starts. */
    private void found() throws Exception {
        say("Two meshes make their keys, each its own root.");
        children.add(new Child(NAMES.get(0), NAMES.get(1), out));
        children.add(new Child(NAMES.get(1), NAMES.get(0), out));
        for (Child child : children) {
            child.receive();
        }
        Agreement terms = MeshProcess.good(AgreementDocument.read(Octets.of(MeshProcess.resource("/terms.xml"))));
        Octets document = AgreementDocument.write(
                terms.between(List.of(Site.party(out, NAMES.get(0)), Site.party(out, NAMES.get(1)))));
        Files.write(out.resolve("agreement.xml"), document.bytes());
        say("The agreement is "
                + MeshProcess.good(AgreementDocument.read(document)).digest());
        all("certify");
        all("start");
    }

    private void all(String command) throws IOException {
        for (Child child : children) {
            child.send(command);
        }
        for (Child child : children) {
            child.receive();
        }
    }

    private String[] status(int which) throws IOException {
        return children.get(which).ask("status").split(" ");
    }

    private String digest(int which) throws IOException {
        return status(which)[1];
    }

    private void pictures() throws IOException {
        for (int i = 0; i < children.size(); i++) {
            String[] status = status(i);
            say(String.format(
                    java.util.Locale.ROOT,
                    "  %-8s  picture %s  frontiers %s",
                    children.get(i).name,
                    status[1].substring(0, 16),
                    status[0].substring(0, 16)));
        }
    }

    /** Both release what waits until both have stood at the same frontiers, with nothing left to say, for three rounds. */
    private void settle() throws Exception {
        String before = "";
        int quiet = 0;
        for (int round = 0; quiet < 3; round++) {
            if (round == ROUNDS_MAX) {
                throw new IllegalStateException("the exchange does not settle");
            }
            all("release");
            TimeUnit.MILLISECONDS.sleep(200);
            String now = status(0)[0];
            quiet = now.equals(before) && now.equals(status(1)[0]) ? quiet + 1 : 0;
            before = now;
        }
    }

    private boolean finish(boolean apart) throws Exception {
        for (Child child : children) {
            child.ask("export " + out.resolve(child.name));
        }
        boolean same = digest(0).equals(digest(1));
        say("While apart the pictures " + (apart ? "differed" : "were the same") + "; now they are "
                + (same ? "equal: " + digest(0) : "different"));
        for (Child child : children) {
            say(child.name + " picture: "
                    + Files.readString(out.resolve(child.name).resolve("picture.json")));
        }
        say("Certificate: " + Files.readString(out.resolve(NAMES.get(0)).resolve("certificate.json")));
        boolean quiet = sockets();
        boolean audited = audit();
        return apart && same && quiet && audited;
    }

    private boolean sockets() throws IOException {
        if (!Sockets.areReadable()) {
            say("Sockets: this machine does not show them");
            return true;
        }
        Set<Integer> ports = Set.of(children.get(0).port, children.get(1).port);
        List<String> strangers = new ArrayList<>();
        for (Child child : children) {
            strangers.addAll(Sockets.strangers(child.process.pid(), ports));
        }
        say("Sockets: "
                + (strangers.isEmpty() ? "the two brokers on loopback and nothing else" : strangers.toString()));
        return strangers.isEmpty();
    }

    /** A third process derives every decision again from what each side exported. */
    private boolean audit() throws Exception {
        boolean good = true;
        for (Child child : children) {
            Path bundle = out.resolve(child.name).resolve("audit.bundle");
            good &= run("audit", bundle.toString());
            good &= run(
                    "explain",
                    bundle.toString(),
                    "--html",
                    out.resolve(child.name).resolve("lineage.html").toString());
        }
        return good;
    }

    private boolean run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.comity.cli.Comity"));
        command.addAll(List.of(arguments));
        Path log = out.resolve(arguments[0] + ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly();
        }
        boolean good = ended && process.exitValue() == 0;
        String first = Files.readString(log).lines().findFirst().orElse("");
        say(arguments[0] + " " + out.relativize(Path.of(arguments[1])) + ": " + (good ? first : "failed, " + first));
        return good;
    }
}
