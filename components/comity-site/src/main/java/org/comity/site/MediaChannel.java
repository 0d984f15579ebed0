package org.comity.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.comity.camel.Channel;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.partition.Waybill;
import org.comity.core.reconcile.BoundaryAgent;
import org.comity.core.reconcile.Medium;
import org.comity.core.reconcile.MediumComparison;
import org.comity.site.bag.Bag;
import org.comity.site.bag.BagFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A channel of carried media: each putting is one bag, each bag an encounter one way. A bag is checked whole before anything of it
 * is given on; it stays where it lies, and what was taken is remembered. Thread-safe.
 */
public final class MediaChannel implements Channel {
    private static final Logger LOG = LoggerFactory.getLogger(MediaChannel.class);
    private static final int PARCELS_A_BAG = 64;

    /** What came of one bag. */
    public enum Standing {
        /** All of its content was given on. */
        TAKEN,
        /** Its content had been given on before. */
        TAKEN_BEFORE,
        /** Some of its content was not taken, and will be offered again. */
        WAITS,
        /** It is on its way to another mesh. */
        FOR_ANOTHER
    }

    /**
     * A bag that was looked at.
     *
     * @param outcome what came of it; a no was recorded
     */
    public record Look(Path bag, Outcome<Standing> outcome) {
        public Look {
            Objects.requireNonNull(bag, "bag");
            Objects.requireNonNull(outcome, "outcome");
        }
    }

    private final BagFolder bags;
    private final Medium medium;
    private final BagFolder.Form form;
    private final Duration pause;
    private final Map<Path, String> settled = new HashMap<>();
    private final Object comparing = new Object();

    /** A channel over that folder, which looks for bags after each pause. */
    public MediaChannel(Path folder, Medium medium, BagFolder.Form form, Duration pause) {
        this.bags = new BagFolder(folder, medium);
        this.medium = Objects.requireNonNull(medium, "medium");
        this.form = Objects.requireNonNull(form, "form");
        this.pause = Objects.requireNonNull(pause, "pause");
    }

    /** The medium. */
    public Medium medium() {
        return medium;
    }

    @Override
    public void put(List<Octets> parcels) {
        if (!parcels.isEmpty()) {
            write(parcels);
            try {
                compare();
            } catch (RuntimeException e) {
                LOG.warn("what a side lacks is packed another time: {}", e.toString());
            }
        }
    }

    private Path write(List<Octets> parcels) {
        if (!medium.isOpen()) {
            throw new IllegalStateException("this side has set the peer aside: no medium is packed for it");
        }
        if (medium.agent().node().isBehind()) {
            throw new SiteFault("a peer has shown a newer ledger of this mesh: no medium is packed from an old copy");
        }
        if (!medium.leads()) {
            throw new SiteFault("no channel of the agreement leads to the peer: no medium is packed for it");
        }
        try {
            return bags.write(parcels, form);
        } catch (IOException e) {
            throw new IllegalStateException("the medium cannot be written: " + e.getMessage(), e);
        }
    }

    /** Releases and packs all that the peer is not known to hold; where the bags lie. */
    public List<Path> pack() {
        BoundaryAgent agent = medium.agent();
        agent.release();
        List<Path> packed = new ArrayList<>();
        List<Octets> waiting = agent.outbox(agent.sent(medium.name()), PARCELS_A_BAG);
        while (!waiting.isEmpty()) {
            packed.add(write(waiting));
            agent.sent(medium.name(), agent.sent(medium.name()) + waiting.size());
            waiting = agent.outbox(agent.sent(medium.name()), PARCELS_A_BAG);
        }
        packed.addAll(compare());
        return List.copyOf(packed);
    }

    /** Packs what the peer's last question showed it to lack, and what this side has to ask. */
    private List<Path> compare() {
        List<Path> packed = new ArrayList<>();
        synchronized (comparing) {
            MediumComparison comparison = medium.comparison();
            Optional<MediumComparison.Owed> owed = comparison.owed(PARCELS_A_BAG);
            while (owed.isPresent()) {
                if (!owed.get().parcels().isEmpty()) {
                    packed.add(write(owed.get().parcels()));
                }
                comparison.gave(owed.get());
                owed = comparison.owed(PARCELS_A_BAG);
            }
            comparison.question().ifPresent(question -> {
                packed.add(write(List.of(question)));
                comparison.asks();
            });
        }
        return packed;
    }

    @Override
    public Subscription take(Predicate<Octets> taker) {
        return Looking.every(pause, "comity-media", () -> {
            try {
                List<Look> looks = look(octets -> Looking.isTaken(taker, octets));
                looked(looks);
                if (!looks.isEmpty() && medium.isOpen() && medium.leads()) {
                    compare();
                }
            } catch (UncheckedIOException e) {
                LOG.warn("the medium cannot be read: {}", e.getMessage());
            } catch (RuntimeException e) {
                LOG.warn("a bag will be offered again: {}", e.toString());
            }
        });
    }

    private void looked(List<Look> looks) {
        looks.forEach(look -> look.outcome()
                .fold(
                        standing -> {
                            LOG.info("{} {}", standing, look.bag());
                            return standing;
                        },
                        no -> {
                            LOG.warn("REFUSED {} {} {}", look.bag(), no.reason(), no.detail());
                            return no;
                        }));
        if (!looks.isEmpty()) {
            medium.losses().forEach(loss -> LOG.warn("{} {}", loss.reason(), loss.detail()));
        }
    }

    /**
     * Looks once at every bag that is new or changed since it was settled, in the order of their senders' chains.
     *
     * @param taker of the parcels, as {@link #take}
     * @throws UncheckedIOException where the folder cannot be read
     */
    public synchronized List<Look> look(Predicate<Octets> taker) {
        List<Look> looks = new ArrayList<>();
        try {
            for (Path path : bags.bags()) {
                String state = state(path);
                if (!state.equals(settled.get(path))) {
                    Outcome<Standing> outcome = one(path, taker);
                    if (!outcome.fold(Standing.WAITS::equals, no -> false)) {
                        settled.put(path, state);
                    }
                    looks.add(new Look(path, outcome));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(looks);
    }

    /** What changes when someone repairs a bag. */
    private static String state(Path bag) throws IOException {
        StringBuilder state = new StringBuilder();
        for (Path part : List.of(bag, bag.resolve("data"), bag.resolve("tagmanifest-sha256.txt"))) {
            state.append(Files.exists(part) ? Files.getLastModifiedTime(part) + " " + Files.size(part) : "none");
        }
        return state.toString();
    }

    private Outcome<Standing> one(Path path, Predicate<Octets> taker) {
        Outcome<Bag> opened = Bag.open(path);
        return opened.fold(
                bag -> {
                    try (bag) {
                        return Waybill.read(bag.waybill())
                                .fold(waybill -> given(bag, waybill, taker), no -> refuse(path, no));
                    }
                },
                no -> refuse(path, no));
    }

    /** The evidence is the name alone: what cannot be read as a waybill is not worth keeping, and may be endless. */
    private Outcome<Standing> refuse(Path path, Outcome.No<?> no) {
        Octets evidence = Octets.of(("bag " + path.getFileName()).getBytes(StandardCharsets.UTF_8));
        return medium.refuse(evidence, no.reason(), no.detail());
    }

    private Outcome<Standing> given(Bag bag, Waybill waybill, Predicate<Octets> taker) {
        if (!waybill.to().equals(medium.agent().node().mesh())) {
            return Outcome.yes(Standing.FOR_ANOTHER);
        }
        if (medium.isTaken(waybill)) {
            return Outcome.yes(Standing.TAKEN_BEFORE);
        }
        Medium.Signed signed = new Medium.Signed(waybill, bag.signature());
        List<Octets> questions = new ArrayList<>();
        return medium.meet(signed, bag.manifest(), bag).then(met -> {
            for (String name : bag.payload()) {
                Outcome<Boolean> taken = bag.octets(name)
                        .map(octets ->
                                MediumComparison.isQuestion(octets) ? isNoted(octets, questions) : taker.test(octets));
                if (!taken.fold(yes -> yes, no -> false)) {
                    return taken.fold(
                            waits -> Outcome.yes(Standing.WAITS),
                            no -> medium.refuse(waybill.octets(), no.reason(), no.detail()));
                }
            }
            heard(waybill, questions);
            medium.taken(waybill);
            return Outcome.yes(Standing.TAKEN);
        });
    }

    /** Two are enough to tell that there is more than one. */
    private static boolean isNoted(Octets question, List<Octets> questions) {
        if (questions.size() < 2) {
            questions.add(question);
        }
        return true;
    }

    /** One question of a medium is heard, when all else was taken; where that is refused, a later medium brings a better one. */
    private void heard(Waybill waybill, List<Octets> questions) {
        questions.stream().limit(1).forEach(question -> medium.comparison().hear(waybill, question));
        questions.stream()
                .skip(1)
                .forEach(more ->
                        medium.refuse(waybill.octets(), Reason.LIMIT_EXCEEDED, "more than one question on a medium"));
    }
}
