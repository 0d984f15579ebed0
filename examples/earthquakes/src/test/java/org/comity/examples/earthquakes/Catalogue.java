package org.comity.examples.earthquakes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.AuthorityEntry;
import org.comity.core.authority.AuthorityId;
import org.comity.core.control.Statement;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.observation.Draft;
import org.comity.core.picture.JointPicture;
import org.comity.core.taxonomy.Equivalence;
import org.comity.crosswalk.SssomTsv;
import org.comity.feeds.ComcatFeed;
import org.comity.feeds.NetworkNames;
import org.comity.feeds.PdlFeed;
import org.comity.feeds.QuakeAssociator;
import org.comity.testkit.LocalMesh;
import org.comity.testkit.LocalMeshes;
import org.comity.xml.AgreementDocument;
import org.junit.jupiter.api.Assumptions;

/** The example's two meshes in one process, fed from the real catalogue. */
final class Catalogue {
    static final AuthorityId ASSOCIATOR = new AuthorityId("urn:quake:associator");
    private static final NetworkNames NAMES = new NetworkNames(
            "urn:quake",
            network -> List.of("nc", "nn", "us", "at").contains(network)
                    ? Optional.of(network(network))
                    : Optional.empty());

    final LocalMeshes meshes = LocalMeshes.at(Instant.parse("2010-01-01T00:00:00Z"), "regional", "national");
    final Agreement agreement;
    private final Map<AuthorityId, LocalMesh> homes = new HashMap<>();
    private final QuakeAssociator associator;

    Catalogue() {
        this(terms());
    }

    Catalogue(String terms) {
        Agreement draft = read(terms);
        agreement = read(new String(
                AgreementDocument.write(draft.between(List.of(
                                meshes.mesh("regional").party(),
                                meshes.mesh("national").party())))
                        .bytes(),
                StandardCharsets.UTF_8));
        for (AuthorityEntry entry : agreement.authorities()) {
            homes.put(entry.authority(), meshes.mesh(entry.mesh().urn().substring("urn:mesh:".length())));
        }
        meshes.agree(agreement);
        associator = new QuakeAssociator(
                meshes.agent("national"), home(ASSOCIATOR).voice(ASSOCIATOR), List.of("origin", "magnitude"));
        attestEquivalences();
    }

    static AuthorityId network(String code) {
        return new AuthorityId("urn:quake:network:" + code);
    }

    static String terms() {
        return resource("/terms.xml");
    }

    private static String resource(String name) {
        try (InputStream in = Catalogue.class.getResourceAsStream(name)) {
            return new String(java.util.Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static <T> T good(Outcome<T> outcome) {
        return outcome.fold(value -> value, no -> {
            throw new AssertionError(no.reason() + " " + no.detail());
        });
    }

    private static Agreement read(String text) {
        return good(AgreementDocument.read(Octets.of(text.getBytes(StandardCharsets.UTF_8))));
    }

    private void attestEquivalences() {
        String tsv = resource("/networks.sssom.tsv");
        for (var row : good(SssomTsv.read(tsv, Equivalence.Kind.PROPERTY))) {
            Equivalence equivalence = good(row.outcome());
            for (String scheme :
                    List.of(equivalence.subject().scheme(), equivalence.object().scheme())) {
                AuthorityId owner = agreement.ownerOf(scheme).orElseThrow().authority();
                LocalMesh home = home(owner);
                meshes.agent(home.name()).state(new Statement.Equivalent(equivalence), home.voice(owner));
            }
        }
    }

    LocalMesh home(AuthorityId authority) {
        return java.util.Objects.requireNonNull(homes.get(authority), authority.urn());
    }

    static Path data() {
        String place = System.getProperty("comity.data", "");
        Assumptions.assumeFalse(place.isEmpty(), "no data set is given");
        Path folder = Path.of(place, "earthquakes");
        assertThat(folder).as("the data set").isDirectory();
        return folder;
    }

    /** Origins and magnitudes of an event, in the true order of their updates. */
    static List<Draft> history(String event) throws IOException {
        byte[] file = Files.readAllBytes(data().resolve("usgs-comcat/event_" + event + ".json"));
        ComcatFeed feed = new ComcatFeed(NAMES);
        List<Draft> drafts = new ArrayList<>();
        feed.read(file).forEach(outcome -> drafts.add(good(outcome)));
        feed.magnitudes(file).forEach(outcome -> drafts.add(good(outcome)));
        drafts.sort(Comparator.comparingLong((Draft draft) -> draft.edition().orElseThrow())
                .thenComparing(Draft::recordId));
        return drafts;
    }

    static Draft product(String file) throws IOException {
        return good(new PdlFeed(NAMES)
                .read(Files.readAllBytes(data().resolve("usgs-pdl").resolve(file))));
    }

    /** Observes a draft at its own mesh, at the mesh's own time. */
    void observe(Draft draft) {
        LocalMesh home = home(draft.authority());
        home.clock().to(Instant.ofEpochMilli(draft.edition().orElseThrow()));
        home.observe(draft.authority(), draft);
    }

    /** The associator looks at what its own mesh holds and links what is one event. */
    void associate() {
        associator.associate();
    }

    /** Exchanges, associates and exchanges again. */
    void settle() {
        meshes.exchange();
        associate();
        meshes.exchange();
    }

    Collection<JointPicture.Entry> entries(String mesh, String domain) {
        return meshes.agent(mesh).current().picture().entries().stream()
                .filter(entry -> entry.contention().domain().name().equals(domain))
                .toList();
    }
}
