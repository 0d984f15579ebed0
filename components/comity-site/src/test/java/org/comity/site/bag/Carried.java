package org.comity.site.bag;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.ChannelRule;
import org.comity.core.authority.AuthorityId;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.Draft;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.observation.PhenomenonTime;
import org.comity.core.observation.Result;
import org.comity.core.reconcile.BoundaryAgent;
import org.comity.core.reconcile.Encounter;
import org.comity.core.reconcile.Medium;
import org.comity.site.MediaChannel;
import org.comity.testkit.AgreementSketch;
import org.comity.testkit.LocalMeshes;

/** A county and a state that have nothing between them but a folder that is carried. */
final class Carried {
    static final AuthorityId SHERIFF = new AuthorityId("urn:authority:sheriff");
    static final AuthorityId PATROL = new AuthorityId("urn:authority:patrol");
    private static final ObservedProperty STATE = new ObservedProperty("urn:properties", "road-state");

    static final AuthorityId RANGER = new AuthorityId("urn:authority:ranger");

    final LocalMeshes meshes;

    final Agreement agreement;
    final Path folder;

    Carried(Path folder, ChannelRule... channels) {
        this(folder, List.of("county", "state"), channels);
    }

    /** The two and a federal mesh, to which no medium leads. */
    static Carried withFederal(Path folder) {
        return new Carried(folder, List.of("county", "state", "federal"));
    }

    private Carried(Path folder, List<String> names, ChannelRule... channels) {
        this.folder = folder;
        this.meshes = LocalMeshes.of(names.toArray(String[]::new));
        AgreementSketch sketch = meshes.sketch()
                .authority(SHERIFF, meshes.mesh("county"), 1, "urn:sheriff")
                .authority(PATROL, meshes.mesh("state"), 0, "urn:patrol")
                .domain("road-state", "urn:roads", STATE);
        if (names.contains("federal")) {
            sketch.authority(RANGER, meshes.mesh("federal"), 0, "urn:ranger");
        }
        List.of(channels).forEach(sketch::channel);
        agreement = sketch.agree();
        meshes.agree(agreement);
    }

    static String peer(String own) {
        return own.equals("county") ? "state" : "county";
    }

    Encounter encounter(String own) {
        return meshes.encounter(own, peer(own), "routine");
    }

    Medium medium(String own) {
        return encounter(own).medium("media");
    }

    MediaChannel channel(String own, Path where, BagFolder.Form form) {
        return new MediaChannel(where, medium(own), form, Duration.ofMillis(10));
    }

    MediaChannel channel(String own) {
        return channel(own, folder, BagFolder.Form.FOLDER);
    }

    BoundaryAgent agent(String own) {
        return meshes.agent(own);
    }

    /** Says something of a road as the mesh's own authority. */
    void say(String own, String road, String state) {
        AuthorityId authority =
                Map.of("county", SHERIFF, "state", PATROL, "federal", RANGER).get(own);
        meshes.mesh(own).clock().advance(Duration.ofMinutes(1));
        meshes.mesh(own)
                .observe(
                        authority,
                        new Draft(
                                authority,
                                new FeatureOfInterest("urn:roads", road),
                                STATE,
                                PhenomenonTime.at(Instant.parse("2020-01-01T00:00:00Z")),
                                Optional.empty(),
                                Optional.empty(),
                                new Result("text/plain", octets(state), List.of()),
                                road,
                                OptionalLong.empty(),
                                Draft.Standing.STANDS,
                                road + "/" + state));
    }

    static Octets octets(String text) {
        return Octets.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Packs what that side has to say; the one bag that comes of it. */
    Path pack(String own) {
        List<Path> bags = channel(own).pack();
        if (bags.size() != 1) {
            throw new AssertionError("packed " + bags);
        }
        return bags.get(0);
    }

    /** Takes in all that lies in the folder. */
    List<MediaChannel.Look> unpack(String own) {
        return unpack(own, folder);
    }

    List<MediaChannel.Look> unpack(String own, Path where) {
        return channel(own, where, BagFolder.Form.FOLDER).look(parcel -> {
            agent(own).take(parcel);
            return true;
        });
    }

    boolean agree() {
        return agent("county")
                .current()
                .picture()
                .digest()
                .equals(agent("state").current().picture().digest());
    }

    /** Packs and unpacks on both sides until nothing waits. */
    void settle() throws IOException {
        for (int round = 0; round < 10; round++) {
            boolean packed = !channel("county").pack().isEmpty();
            unpack("state");
            packed |= !channel("state").pack().isEmpty();
            unpack("county");
            if (!packed) {
                return;
            }
        }
        throw new AssertionError("the exchange does not settle");
    }
}
