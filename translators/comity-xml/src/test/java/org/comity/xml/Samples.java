package org.comity.xml;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.comity.core.authority.AuthorityId;
import org.comity.core.authority.DeviceId;
import org.comity.core.lineage.Lineage;
import org.comity.core.lineage.Source;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;
import org.comity.core.observation.BeaconRef;
import org.comity.core.observation.Control;
import org.comity.core.observation.Core;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.Label;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.observation.Origin;
import org.comity.core.observation.PhenomenonTime;
import org.comity.core.observation.Result;
import org.comity.core.observation.TemporalReference;
import org.comity.core.observation.Term;

/** Seeded values. The seed is the property comity.seed, and each test says it when it fails. */
final class Samples {

    static final long SEED = Long.getLong("comity.seed", 20_261_124L);
    static final Digest CREDENTIAL = Digest.sha256("credential".getBytes(StandardCharsets.UTF_8));

    private static final List<String> TEXTS = List.of(
            "a", "M 4.5 <shake> & \"more\"", "it's ]]> here", "Zürich 東京 \uD83C\uDF0A", "x  y", "<!-- no -->", "&amp;");
    private static final List<String> TYPES = List.of(
            "text/plain",
            "application/json",
            "application/cap+xml",
            "application/octet-stream",
            "Text/CSV; charset=utf-8");

    private final Random random;

    Samples(long seed) {
        this.random = new Random(seed);
    }

    /** A plain data core, the same each time. */
    static Core plain() {
        return withContent("text/plain", "hello".getBytes(StandardCharsets.UTF_8));
    }

    static Core withContent(String mediaType, byte[] content) {
        DeviceId device = new DeviceId("urn:example:county:device:1");
        return new Core(
                new Origin(
                        new MeshId("urn:example:county"),
                        new AuthorityId("urn:example:county:fire"),
                        device,
                        1,
                        Optional.empty()),
                CREDENTIAL,
                Digest.sha256("attestation".getBytes(StandardCharsets.UTF_8)),
                Optional.empty(),
                new FeatureOfInterest("urn:example:quakes", "q1"),
                new ObservedProperty("urn:example:properties", "magnitude"),
                PhenomenonTime.at(Instant.parse("2026-11-23T10:00:00Z")),
                new TemporalReference(
                        new TemporalReference.Global(Instant.parse("2026-11-23T10:00:01.5Z"), Duration.ofMillis(20)),
                        List.of()),
                Optional.empty(),
                new Result(mediaType, Octets.of(content), List.of()),
                Lineage.observed(device));
    }

    Core core() {
        boolean control = random.nextInt(4) == 0;
        return new Core(
                new Origin(
                        mesh(), new AuthorityId(uri()), new DeviceId(uri()), 2 + random.nextInt(9), Optional.of(oid())),
                CREDENTIAL,
                digest(),
                control ? Optional.of(digest()) : Optional.empty(),
                new FeatureOfInterest(uri(), text()),
                new ObservedProperty(control ? Control.SCHEME : uri(), text()),
                phenomenonTime(),
                new TemporalReference(claim(), seen()),
                maybe(() -> new Label(text(), text(), categories())),
                new Result(pick(TYPES), content(), list(3, () -> new Term(uri(), text()))),
                new Lineage(
                        new DeviceId(uri()),
                        list(
                                3,
                                () -> random.nextBoolean()
                                        ? new Source.Disclosed(oid())
                                        : new Source.Committed(digest())),
                        uri(),
                        maybe(this::oid),
                        list(3, this::oid),
                        random.nextBoolean() ? OptionalLong.of(random.nextLong()) : OptionalLong.empty()));
    }

    List<Label.Category> categories() {
        return list(3, () -> new Label.Category(text(), pick(List.of(Label.TagType.values())), text())).stream()
                .distinct()
                .toList();
    }

    private PhenomenonTime phenomenonTime() {
        Instant start = instant();
        return new PhenomenonTime(start, start.plus(duration()));
    }

    private TemporalReference.Claim claim() {
        return switch (random.nextInt(3)) {
            case 0 -> new TemporalReference.Global(instant(), duration());
            case 1 -> new TemporalReference.SinceBeacon(beacon(mesh()), duration(), duration());
            default -> new TemporalReference.LocalClock(text(), random.nextLong(), duration());
        };
    }

    private List<BeaconRef> seen() {
        return new TreeSet<>(list(3, this::mesh)).stream().map(this::beacon).toList();
    }

    BeaconRef beacon(MeshId mesh) {
        return new BeaconRef(mesh, random.nextInt(1_000), digest());
    }

    private Octets content() {
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        return Octets.of(
                random.nextBoolean() ? bytes : (" " + text() + "\n\t" + text()).getBytes(StandardCharsets.UTF_8));
    }

    Instant instant() {
        int nanos = random.nextInt(1_000);
        return Instant.ofEpochSecond(
                random.nextInt(),
                List.of(0, nanos, nanos * 1_000, nanos * 1_000_000).get(random.nextInt(4)));
    }

    private Duration duration() {
        return Duration.ofSeconds(random.nextInt(1_000_000), random.nextBoolean() ? random.nextInt(1_000_000_000) : 0);
    }

    MeshId mesh() {
        return new MeshId(uri());
    }

    String uri() {
        return "urn:example:" + random.nextInt(1_000) + "&x='" + random.nextInt(10) + '"';
    }

    String text() {
        return pick(TEXTS) + random.nextInt(10);
    }

    Oid oid() {
        return new Oid(digest());
    }

    Digest digest() {
        byte[] bytes = new byte[Digest.SIZE];
        random.nextBytes(bytes);
        return Digest.of(bytes);
    }

    Octets octets(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return Octets.of(bytes);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    <T> Optional<T> maybe(Supplier<T> value) {
        return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
    }

    <T> List<T> list(int max, Supplier<T> item) {
        return Stream.generate(item).limit(random.nextInt(max + 1)).toList();
    }
}
