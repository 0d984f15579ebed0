package org.comity.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.comity.core.agreement.Agreement;
import org.comity.core.arbitration.CustomComparators;
import org.comity.core.label.PolicyShelf;
import org.comity.core.mesh.Octets;
import org.comity.core.partition.Descriptor;
import org.comity.core.partition.Session;
import org.comity.core.reconcile.BoundaryAgent;
import org.comity.core.reconcile.Encounter;
import org.comity.crypto.NoteKeys;
import org.comity.crypto.PathCredentialCheck;
import org.comity.crypto.ProviderSignatureCheck;

/**
 * Meshes that exchange parcels by hand: {@code LocalMeshes.of("county", "state").agree(...).split()...rejoin()}. Delivery is
 * at least once and may be shuffled by a seed.
 */
public final class LocalMeshes {
    private static final Instant START = Instant.parse("2020-01-01T00:00:00Z");

    private static final Session.Checks CHECKS =
            new Session.Checks(new PathCredentialCheck(), new ProviderSignatureCheck(), new NoteKeys());

    private final Random nonces = new Random(11);
    private final Map<String, LocalMesh> meshes = new HashMap<>();
    private final List<String> names;
    private final Map<String, BoundaryAgent> agents = new HashMap<>();
    private final Map<String, Map<String, Integer>> delivered = new HashMap<>();
    private final Set<String> away = new HashSet<>();

    private LocalMeshes(Map<String, Instant> starts, List<String> names) {
        this.names = List.copyOf(names);
        starts.forEach((name, start) -> meshes.put(name, new LocalMesh(name, start)));
    }

    /** Meshes of these names, connected. */
    public static LocalMeshes of(String... names) {
        return at(START, names);
    }

    /** Meshes of these names whose clocks start at that instant. */
    public static LocalMeshes at(Instant start, String... names) {
        Map<String, Instant> starts = new HashMap<>();
        Arrays.asList(names).forEach(name -> starts.put(name, start));
        return new LocalMeshes(starts, Arrays.asList(names));
    }

    /** Meshes whose clocks start at instants of their own, sorted by name. */
    public static LocalMeshes at(Map<String, Instant> starts) {
        return new LocalMeshes(starts, starts.keySet().stream().sorted().toList());
    }

    /** The mesh of that name. */
    public LocalMesh mesh(String name) {
        return java.util.Objects.requireNonNull(meshes.get(name), name);
    }

    /** Begins an agreement between all. */
    public AgreementSketch sketch() {
        return new AgreementSketch(names.stream().map(this::mesh).toList());
    }

    /** Begins an agreement between some. */
    public AgreementSketch sketch(List<String> parties) {
        return new AgreementSketch(parties.stream().map(this::mesh).toList());
    }

    /** Opens an agent of every mesh under the agreement. */
    public LocalMeshes agree(Agreement agreement) {
        names.forEach(name -> agents.put(name, mesh(name).agent(agreement)));
        return this;
    }

    /** The same, where every mesh reads labels by these policies. */
    public LocalMeshes agree(Agreement agreement, PolicyShelf policies) {
        names.forEach(name -> agents.put(name, mesh(name).agent(agreement, policies)));
        return this;
    }

    /** The same, where every mesh asks these for the comparator that the agreement names. */
    public LocalMeshes agree(Agreement agreement, CustomComparators custom) {
        names.forEach(name -> agents.put(name, mesh(name).agent(agreement, custom)));
        return this;
    }

    /** The agent of that mesh. */
    public BoundaryAgent agent(String name) {
        return java.util.Objects.requireNonNull(agents.get(name), name);
    }

    /** How that mesh's agent stands to the other over a channel, with the credential that the other issued for its key. */
    public Encounter encounter(String own, String peer, String channel) {
        return new Encounter(agent(own), channel, mesh(peer).certify(mesh(own)), CHECKS, this::nonce);
    }

    private synchronized Octets nonce() {
        byte[] bytes = new byte[Descriptor.NONCE_SIZE];
        nonces.nextBytes(bytes);
        return Octets.of(bytes);
    }

    /** Halts a mesh and opens its agent again on the same store. */
    public BoundaryAgent restart(String name) {
        Agreement agreement = agent(name).genesis();
        mesh(name).restart();
        agents.put(name, mesh(name).agent(agreement));
        return agent(name);
    }

    /** Cuts a mesh off. */
    public LocalMeshes split(String... apart) {
        away.addAll(Arrays.asList(apart));
        return this;
    }

    /** Connects all and exchanges until nothing is left to say. */
    public LocalMeshes rejoin() {
        away.clear();
        return exchange();
    }

    /** Exchanges between the connected until nothing is left to say. */
    public LocalMeshes exchange() {
        boolean moved = true;
        for (int round = 0; moved && round < 100; round++) {
            names.forEach(name -> agent(name).release());
            moved = false;
            for (String from : names) {
                for (String to : names) {
                    moved |= deliver(from, to, new Random(round));
                }
            }
        }
        if (moved) {
            throw new IllegalStateException("the exchange does not settle");
        }
        return this;
    }

    /** Delivers what the receiver has not had, in an order that the random gives. */
    private boolean deliver(String from, String to, Random random) {
        if (from.equals(to) || away.contains(from) || away.contains(to)) {
            return false;
        }
        Map<String, Integer> counts = delivered.computeIfAbsent(from, any -> new HashMap<>());
        int had = counts.getOrDefault(to, 0);
        List<Octets> parcels = new ArrayList<>(agent(from).outbox(had, Integer.MAX_VALUE));
        counts.put(to, had + parcels.size());
        java.util.Collections.shuffle(parcels, random);
        parcels.forEach(parcel -> agent(to).take(parcel));
        return !parcels.isEmpty();
    }
}
