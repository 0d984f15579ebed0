package org.comity.examples.merger;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.comity.cli.Comity;
import org.comity.core.agreement.Agreement;
import org.comity.core.arbitration.Ruling;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.Observation;
import org.comity.core.picture.JointPicture;
import org.comity.site.Founding;
import org.comity.site.Site;
import org.comity.xml.AgreementDocument;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;

/**
 * Two companies merge their master data: exports come in, the agreed policy says which value survives, and both hold one picture.
 * Nothing here decides anything: it makes the sites, starts the applications, puts files into inboxes and waits.
 */
public final class Demo {
    private static final List<String> NAMES = List.of("acquirer", "acquired");
    private static final int ROUNDS_MAX = 300;
    private static final int QUIET_ROUNDS = 8;
    private static final int ENTRIES = 18;

    private final Path out;
    private final PrintStream say;
    private final List<ConfigurableApplicationContext> companies = new ArrayList<>();

    private Demo(Path out, PrintStream say) {
        this.out = out;
        this.say = say;
    }

    /** {@code Demo <directory>}. */
    public static void main(String[] args) throws Exception {
        if (args.length != 1) {
            System.err.println("usage: Demo <directory>");
            System.exit(2);
        }
        System.exit(tell(Path.of(args[0]), System.out) ? 0 : 1);
    }

    /** Runs it into a directory; whether both came to one picture in which nothing waits. */
    static boolean tell(Path out, PrintStream say) throws Exception {
        return new Demo(out.toAbsolutePath(), say).tell();
    }

    private boolean tell() throws Exception {
        clear();
        Agreement terms = AgreementDocument.read(Octets.of(resource("terms.xml")))
                .fold(good -> good, no -> {
                    throw new IllegalStateException(no.reason() + " " + no.detail());
                });
        List<Path> folders =
                new Founding(new SecureRandom(), Clock.systemUTC().instant()).write(out, "master-data", terms);
        brokers(folders);
        try {
            for (Path folder : folders) {
                start(folder);
            }
            say.println("Two companies, a root, a broker, a store and a ledger each, one agreement "
                    + site(0).agent().agreement().digest());
            put(0, "erp.csv", "machines.csv", "crm.json");
            put(1, "billing.txt", "service.csv");
            boolean met = settled(picture -> picture.entries().size() == ENTRIES);
            say.println(
                    "They met. A customer whose line cannot be read is set aside; what nobody may settle by rule waits:");
            show();
            put(1, "billing-next-day.txt");
            boolean mended = settled(Demo::harbourIsKnownToBoth);
            Observation decision = template(0).requestBody("direct:decide", "", Observation.class);
            template(1).requestBody("direct:cosign", decision.octets().bytes());
            boolean decided = settled(picture -> waiting(picture) == 0);
            say.println("The next day's list has the line mended, and both stewards signed one decision on credit:");
            show();
            return finish(met && mended && decided);
        } finally {
            companies.forEach(ConfigurableApplicationContext::close);
        }
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

    static byte[] resource(String name) throws IOException {
        try (InputStream in = Demo.class.getResourceAsStream("/merger/" + name)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + name);
            }
            return in.readAllBytes();
        }
    }

    /** Each company makes its transport keys and takes over the other's public part, as operators of two machines would. */
    private static void brokers(List<Path> folders) throws IOException {
        for (Path folder : folders) {
            comity("broker", "keys", folder.toString(), "--listen", "127.0.0.1:" + freePort());
        }
        for (int i = 0; i < folders.size(); i++) {
            Path open = folders.get(1 - i).resolve("tls").resolve("public");
            comity(
                    "broker",
                    "config",
                    folders.get(i).toString(),
                    "--peer",
                    "urn:mesh:" + NAMES.get(1 - i) + "=" + open);
            Files.writeString(
                    folders.get(i).resolve("comity.properties"),
                    "broker.peer.folder = " + open + "\n",
                    StandardOpenOption.APPEND);
        }
    }

    private static void comity(String... arguments) {
        StringWriter said = new StringWriter();
        CommandLine line = Comity.commandLine(Clock.systemUTC())
                .setOut(new PrintWriter(said))
                .setErr(new PrintWriter(said));
        if (line.execute(arguments) != 0) {
            throw new IllegalStateException("comity " + String.join(" ", arguments) + ": " + said);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void start(Path folder) throws IOException {
        Files.write(folder.resolve("crosswalk.sssom.tsv"), resource("crosswalk.sssom.tsv"));
        Path inbox = Files.createDirectories(folder.resolve("inbox"));
        companies.add(new SpringApplicationBuilder(Company.class)
                .run(
                        "--spring.config.import=file:" + folder.resolve("comity.properties"),
                        "--comity.folder=" + folder,
                        "--inbox=" + inbox,
                        "--camel.main.routes-include-pattern=classpath:comity/routes/comity-boundary.yaml,"
                                + "classpath:merger/company-routes.yaml,classpath:merger/" + folder.getFileName()
                                + "-routes.yaml"));
    }

    private Site site(int which) {
        return companies.get(which).getBean(Site.class);
    }

    private org.apache.camel.ProducerTemplate template(int which) {
        return companies.get(which).getBean(CamelContext.class).createProducerTemplate();
    }

    private JointPicture picture(int which) {
        return site(which).agent().current().picture();
    }

    private void put(int which, String... documents) throws IOException {
        Path inbox = out.resolve(NAMES.get(which)).resolve("inbox");
        for (String document : documents) {
            Path part = inbox.resolve("." + document);
            Files.write(part, resource(document));
            Files.move(part, inbox.resolve(document));
        }
    }

    /** Whether both hold one picture of which that is true, and hold it for a while. */
    private boolean settled(Predicate<JointPicture> come) throws InterruptedException {
        int quiet = 0;
        JointPicture before = picture(0);
        for (int round = 0; round < ROUNDS_MAX && quiet < QUIET_ROUNDS; round++) {
            TimeUnit.MILLISECONDS.sleep(200);
            JointPicture now = picture(0);
            boolean same = now.digest().equals(picture(1).digest());
            quiet = same && come.test(now) && now.digest().equals(before.digest()) ? quiet + 1 : 0;
            before = now;
        }
        return quiet >= QUIET_ROUNDS;
    }

    private static boolean harbourIsKnownToBoth(JointPicture picture) {
        return picture.entries().stream()
                .filter(entry -> entry.contention().group().features().stream()
                        .anyMatch(feature -> feature.value().equals("C-0044")))
                .anyMatch(entry -> entry.contention().candidates().size() > 1);
    }

    private static long waiting(JointPicture picture) {
        return picture.entries().stream()
                .filter(entry -> entry.ruling().resolution() == Ruling.Resolution.GOVERNED)
                .count();
    }

    private void show() {
        Survivors.lines(picture(0)).forEach(line -> say.println("  " + line));
    }

    private boolean finish(boolean good) {
        for (int i = 0; i < NAMES.size(); i++) {
            say.println(NAMES.get(i) + " picture " + picture(i).digest() + ", set aside "
                    + site(i).agent().node().setAside().size());
            site(i).agent().node().setAside().forEach(one -> say.println("  set aside: " + one.detail()));
        }
        say.println(good ? "Both hold one joint picture, and nothing waits." : "The two do not hold one picture.");
        return good;
    }
}
