package org.comity.examples.gauges;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.comity.core.agreement.Agreement;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;
import org.comity.core.picture.JointPicture;
import org.comity.core.reconcile.BoundaryAgent;
import org.comity.feeds.picture.PictureAlerts;
import org.comity.feeds.picture.PictureTable;
import org.comity.xml.AgreementDocument;

/**
 * Three feeds come in, three meshes compute one joint picture of which rivers flood, and it goes out as alerts. Nothing here
 * decides anything: it makes the meshes, puts a document into each inbox, and waits.
 */
public final class Demo {
    private static final List<String> NAMES = List.of("county", "state", "federal");
    private static final int GAUGES = 4;
    private static final int ROUNDS_MAX = 600;

    private final Path out;
    private final PrintStream say;
    private final List<Mesh> meshes = new ArrayList<>();
    private final List<BoundaryAgent> agents = new ArrayList<>();

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
        System.setProperty("java.util.logging.SimpleFormatter.format", "%4$s %5$s%n");
        System.exit(tell(Path.of(args[0]), System.out) ? 0 : 1);
    }

    /** Runs it into a directory; whether all three came to one picture. */
    static boolean tell(Path out, PrintStream say) throws Exception {
        return new Demo(out, say).tell();
    }

    private boolean tell() throws Exception {
        clear();
        try {
            NAMES.forEach(name -> meshes.add(new Mesh(name, out)));
            Agreement terms = Mesh.good(AgreementDocument.read(Octets.of(Mesh.resource("terms.xml"))));
            Octets document = AgreementDocument.write(
                    terms.between(meshes.stream().map(Mesh::party).toList()));
            Agreement agreement = Mesh.good(AgreementDocument.read(document));
            for (Mesh mesh : meshes) {
                Files.createDirectories(mesh.inbox());
            }
            say.println("Three meshes, each its own root, one agreement " + agreement.digest());
            for (int i = 0; i < meshes.size(); i++) {
                Mesh next = meshes.get((i + 1) % meshes.size());
                Mesh last = meshes.get((i + 2) % meshes.size());
                agents.add(meshes.get(i).start(agreement, List.of(next, last)));
            }
            put(0, "county.txt");
            put(1, "state.xml");
            put(2, "federal.json");
            return finish(settled());
        } finally {
            meshes.forEach(Mesh::close);
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

    private void put(int which, String document) throws IOException {
        Path part = meshes.get(which).inbox().resolve("." + document);
        Files.write(part, Mesh.resource(document));
        Files.move(part, meshes.get(which).inbox().resolve(document));
    }

    /** Whether all hold one picture of every gauge, and hold it for a while. */
    private boolean settled() throws InterruptedException {
        int quiet = 0;
        Digest before = Digest.sha256();
        for (int round = 0; round < ROUNDS_MAX && quiet < 10; round++) {
            TimeUnit.MILLISECONDS.sleep(200);
            List<JointPicture> pictures =
                    agents.stream().map(agent -> agent.current().picture()).toList();
            Digest now = pictures.get(0).digest();
            boolean same =
                    pictures.stream().map(JointPicture::digest).distinct().count() == 1
                            && pictures.get(0).entries().size() == GAUGES
                            && isContestedByAll(pictures.get(0));
            quiet = same && now.equals(before) ? quiet + 1 : 0;
            before = now;
        }
        return quiet >= 10;
    }

    private static boolean isContestedByAll(JointPicture picture) {
        return picture.entries().stream()
                .anyMatch(entry -> entry.contention().candidates().size() == NAMES.size());
    }

    private boolean finish(boolean same) throws IOException {
        for (int i = 0; i < agents.size(); i++) {
            JointPicture picture = agents.get(i).current().picture();
            String name = meshes.get(i).name();
            say.println(name + " picture " + picture.digest() + ", set aside "
                    + meshes.get(i).node().setAside().size());
            Files.writeString(out.resolve(name + ".csv"), PictureTable.csv(picture));
            Files.writeString(out.resolve(name + ".json"), PictureTable.json(picture));
        }
        for (Mesh mesh : meshes) {
            mesh.node().setAside().forEach(kept -> say.println("  " + mesh.name() + " set aside: " + kept.detail()));
        }
        JointPicture picture = agents.get(0).current().picture();
        for (Octets alert : new PictureAlerts("picture@county.example").of(picture)) {
            String text = new String(alert.bytes(), StandardCharsets.UTF_8);
            say.println("  " + between(text, "senderName") + ": " + between(text, "headline"));
        }
        say.println(
                same
                        ? "All three hold one joint picture. Alerts: " + out.resolve("county/alerts")
                        : "The three do not hold one picture");
        return same;
    }

    private static String between(String text, String element) {
        return text.replaceAll("(?s).*<" + element + ">(.*?)</" + element + ">.*", "$1");
    }
}
