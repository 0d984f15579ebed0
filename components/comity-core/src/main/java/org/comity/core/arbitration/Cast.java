package org.comity.core.arbitration;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.comity.core.agreement.Location;
import org.comity.core.authority.DeviceId;
import org.comity.core.contention.Contention;
import org.comity.core.contention.Fact;
import org.comity.core.contention.Group;
import org.comity.core.lineage.Lineage;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;
import org.comity.core.observation.Core;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.Label;
import org.comity.core.observation.Origin;
import org.comity.core.observation.PhenomenonTime;
import org.comity.core.observation.Result;
import org.comity.core.observation.TemporalReference;

/**
 * Facts that play profiles, several of each so that a contention may hold like ones, under oids in one order and in the
 * opposite one; and a boastful understudy of each, which differs in what its originator alone controls.
 */
final class Cast {
    private static final Digest NO_DOCUMENT = Digest.sha256();

    private final Universe universe;
    private final int places;
    private final Map<Oid, Profile> profiles = new HashMap<>();
    private final Map<Oid, Core> cores = new HashMap<>();
    private final List<Fact> plain = new ArrayList<>();
    private final List<Fact> turned = new ArrayList<>();
    private final List<Fact> boastful = new ArrayList<>();

    /** @param places the largest contention */
    Cast(Universe universe, int places) {
        this.universe = universe;
        this.places = places;
        for (int number = 0; number < universe.profiles().size() * places; number++) {
            Profile profile = universe.profiles().get(number / places);
            plain.add(play(profile, oid(number), Modesty.PLAIN));
            turned.add(play(profile, oid(Integer.MAX_VALUE - number), Modesty.PLAIN));
            boastful.add(play(profile, oid(number), Modesty.BOASTFUL));
        }
    }

    private enum Modesty {
        PLAIN,
        BOASTFUL
    }

    /** What policies may ask of these facts. */
    Arbitration.Evidence evidence() {
        return new Arbitration.Evidence(
                (one, other) -> profile(one).isBefore(profile(other)),
                one -> profile(one).bracketed(),
                new Corroboration(cores));
    }

    /** Who plays the profile of a number at a place. */
    Oid oid(int number, int place) {
        return plain.get(number * places + place).oid();
    }

    Profile profile(Oid oid) {
        return Objects.requireNonNull(profiles.get(oid), "an oid of the cast");
    }

    /** A contention in which the profiles of these numbers play. */
    Contention contention(int[] numbers, Optional<Location> location) {
        return contention(facts(plain, numbers), location);
    }

    /** The same under oids in the opposite order. */
    Contention turned(int[] numbers, Optional<Location> location) {
        return contention(facts(turned, numbers), location);
    }

    /** The same with one of them boastful. */
    Contention boasting(int[] numbers, int who, Optional<Location> location) {
        List<Fact> facts = facts(plain, numbers);
        facts.set(who, boastful.get(numbers[who] * places + who));
        return contention(facts, location);
    }

    /** One of them alone. */
    Contention alone(Oid oid, Contention all) {
        return contention(
                all.candidates().stream().filter(fact -> fact.oid().equals(oid)).toList(),
                all.group().location());
    }

    private List<Fact> facts(List<Fact> from, int[] numbers) {
        List<Fact> facts = new ArrayList<>(numbers.length);
        for (int place = 0; place < numbers.length; place++) {
            facts.add(from.get(numbers[place] * places + place));
        }
        return facts;
    }

    private Contention contention(List<Fact> facts, Optional<Location> location) {
        Group group = new Group(
                Arrays.asList(new FeatureOfInterest("urn:cast", "1")), location, Group.Consistency.CONSISTENT);
        return Contention.of(universe.domain(), group, Optional.empty(), facts, List.of());
    }

    private static Oid oid(int number) {
        return new Oid(Digest.of(ByteBuffer.allocate(Digest.SIZE).putInt(number).array()));
    }

    private Fact play(Profile profile, Oid oid, Modesty modesty) {
        boolean boasts = modesty == Modesty.BOASTFUL;
        DeviceId device = new DeviceId(boasts ? "urn:device:z" : "urn:device:a");
        Instant time = boasts ? Instant.parse("9999-01-01T00:00:00Z") : Instant.EPOCH;
        Core core = new Core(
                new Origin(
                        profile.authority().mesh(),
                        profile.authority().authority(),
                        device,
                        boasts ? Long.MAX_VALUE : 1,
                        boasts ? Optional.of(oid) : Optional.empty()),
                NO_DOCUMENT,
                NO_DOCUMENT,
                Optional.empty(),
                new FeatureOfInterest(profile.scheme(), boasts ? "z" : "1"),
                universe.domain().property(),
                PhenomenonTime.at(time),
                new TemporalReference(
                        new TemporalReference.Global(time, boasts ? Duration.ZERO : Duration.ofDays(1)), List.of()),
                boasts ? Optional.of(new Label("highest", "highest")) : Optional.empty(),
                new Result("text/plain", Octets.of(said(profile)), List.of()),
                new Lineage(
                        device,
                        List.of(),
                        boasts ? "urn:derivation:best" : Lineage.OBSERVED,
                        Optional.empty(),
                        List.of(),
                        profile.edition() == 0 ? OptionalLong.empty() : OptionalLong.of(profile.edition())));
        profiles.put(oid, profile);
        cores.putIfAbsent(oid, core);
        return new Fact(oid, core, profile.tier(), universe.domain(), profile.mappingPermille());
    }

    private static byte[] said(Profile profile) {
        return Integer.toString(profile.result()).getBytes(StandardCharsets.US_ASCII);
    }
}
