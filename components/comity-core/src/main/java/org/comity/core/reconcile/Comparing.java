package org.comity.core.reconcile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.comity.core.boundary.Refusal;
import org.comity.core.divergence.sketch.Difference;
import org.comity.core.divergence.sketch.Salt;
import org.comity.core.divergence.sketch.SetSketch;
import org.comity.core.divergence.sketch.SketchReceiver;
import org.comity.core.divergence.sketch.SketchSender;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.partition.Descriptor;
import org.comity.core.partition.Session;

/**
 * What differs between the sides of one open session where frontiers do not tell: the side that lacks something asks, the other sends
 * symbols of its set under a salt of both nonces, and each gives what the other lacks. Then the digest of the other set must come out,
 * which nobody can fool who chooses its ids. At most one question a session and side. Not thread-safe.
 */
final class Comparing {
    private static final byte[] MAGIC = "comity-compare-1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER = MAGIC.length + Digest.SIZE + 1;

    /** What a message is; its ordinal stands on the wire. */
    private enum Kind {
        ASK,
        SYMBOLS,
        REPLY
    }

    private record Message(Kind kind, Octets payload) {}

    private final BoundaryAgent agent;
    private final Digest session;
    private final Descriptor peer;
    private Optional<SketchSender> sending = Optional.empty();
    private Optional<SketchReceiver> receiving = Optional.empty();
    private Optional<Difference> found = Optional.empty();
    private Set<Oid> before = Set.of();
    private boolean asked;

    /** @param session one that is open */
    Comparing(BoundaryAgent agent, Session session) {
        this.agent = agent;
        this.session = session.transcript().orElseThrow();
        this.peer = session.peer().orElseThrow();
    }

    /** Whether it compares the sides of that session as it is open now. */
    boolean isOf(Session other) {
        return other.transcript().filter(session::equals).isPresent();
    }

    /** Whether a body is a message of any comparison. */
    static boolean isMessage(Octets body) {
        return body.size() >= HEADER && Arrays.equals(Arrays.copyOf(body.bytes(), MAGIC.length), MAGIC);
    }

    /**
     * Whether this side lacks what the peer's own outbox will not bring: members of consignments that it holds, or what the peer shows
     * of other agents' chains, this side's own among them, as after a restored backup or a lost agent.
     */
    boolean lacks() {
        return new Holdings(agent).lacks(peer);
    }

    /** The question, once a session; empty where it was asked. */
    Optional<Octets> ask() {
        if (asked) {
            return Optional.empty();
        }
        asked = true;
        return Optional.of(message(Kind.ASK, Octets.of(new byte[0])));
    }

    private SetSketch sketch() {
        before = new Holdings(agent).oids();
        return new SetSketch(before, Salt.of(Octets.of(session.bytes())));
    }

    private Octets message(Kind kind, Octets payload) {
        byte[] bytes = Arrays.copyOf(MAGIC, HEADER + payload.size());
        System.arraycopy(session.bytes(), 0, bytes, MAGIC.length, Digest.SIZE);
        bytes[HEADER - 1] = (byte) kind.ordinal();
        System.arraycopy(payload.bytes(), 0, bytes, HEADER, payload.size());
        return Session.message(Octets.of(bytes));
    }

    private Outcome<Message> read(Octets body) {
        int kind = body.bytes()[HEADER - 1];
        if (!Arrays.equals(Arrays.copyOfRange(body.bytes(), MAGIC.length, HEADER - 1), session.bytes())) {
            return Outcome.no(Reason.DUPLICATE, "a comparison of another encounter");
        }
        return kind < 0 || kind >= Kind.values().length
                ? Outcome.no(Reason.MALFORMED, "no message of a comparison")
                : Outcome.yes(new Message(
                        Kind.values()[kind], Octets.of(Arrays.copyOfRange(body.bytes(), HEADER, body.size()))));
    }

    /**
     * Takes a message: what to answer, in order, session messages and parcels.
     *
     * @return a no as the sketch refuses, recorded; DUPLICATE for another session's
     */
    Outcome<List<Octets>> hear(Octets body) {
        Outcome<List<Octets>> answer = read(body).then(message -> switch (message.kind()) {
            case ASK -> open();
            case SYMBOLS -> symbols(message.payload());
            case REPLY -> reply(message.payload());
        });
        return answer.fold(Outcome::yes, no -> {
            if (no.reason() != Reason.DUPLICATE) {
                Recorder.refuse(agent, new Refusal(body, no.reason(), no.detail()));
            }
            return Outcome.no(no.reason(), no.detail());
        });
    }

    private Outcome<List<Octets>> open() {
        if (sending.isPresent()) {
            return Outcome.no(Reason.DUPLICATE, "this encounter has been compared");
        }
        SketchSender sender = new SketchSender(sketch());
        sending = Optional.of(sender);
        return Outcome.yes(List.of(message(Kind.SYMBOLS, sender.open())));
    }

    private Outcome<List<Octets>> symbols(Octets payload) {
        if (!asked || found.isPresent()) {
            return Outcome.no(Reason.SKETCH_INCONSISTENT, "symbols that nobody asked for");
        }
        SketchReceiver receiver = receiving.orElseGet(() -> new SketchReceiver(sketch()));
        receiving = Optional.of(receiver);
        return receiver.take(payload).map(turn -> {
            List<Octets> out = new ArrayList<>(List.of(message(Kind.REPLY, turn.reply())));
            turn.fold(same -> out, ask -> out, done -> {
                found = Optional.of(done.difference());
                out.addAll(new Holdings(agent).parcels(done.difference().ours()));
                return out;
            });
            return out;
        });
    }

    private Outcome<List<Octets>> reply(Octets payload) {
        return sending.map(sender -> sender.answer(payload)
                        .map(turn -> turn.<List<Octets>>fold(
                                List::of, more -> List.of(message(Kind.SYMBOLS, more)), new Holdings(agent)::parcels)))
                .orElseGet(() -> Outcome.no(Reason.SKETCH_INCONSISTENT, "a reply to no symbols"));
    }

    /**
     * Whether what came made up for the difference: the other's set, digest for digest.
     *
     * @return empty while nothing was found or something is still on its way; a no with SET_DIFFERS where as much came as was wanted and
     *     the digest is another, recorded
     */
    Optional<Outcome<Difference>> confirm() {
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Difference difference = found.get();
        Set<Oid> received = new HashSet<>();
        Set<Long> wanted = new HashSet<>(difference.theirs());
        Salt salt = Salt.of(Octets.of(session.bytes()));
        for (Oid oid : new Holdings(agent).oids()) {
            if (!before.contains(oid) && wanted.contains(salt.id(oid))) {
                received.add(oid);
            }
        }
        if (received.size() < wanted.size()) {
            return Optional.empty();
        }
        found = Optional.empty();
        Outcome<Difference> outcome = difference.confirm(before, received);
        outcome.fold(Optional::of, no -> {
            Recorder.refuse(agent, new Refusal(Octets.of(session.bytes()), no.reason(), no.detail()));
            return Optional.empty();
        });
        return Optional.of(outcome);
    }
}
