package org.comity.core.reconcile;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.comity.core.authority.AgentId;
import org.comity.core.ledger.RowKey;
import org.comity.core.ledger.Table;
import org.comity.core.ledger.Write;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Encoding;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Outcome;
import org.comity.core.partition.Waybill;

/**
 * What differs from a peer that is met by media, where frontiers do not tell: the side that lacks something packs one question, and the
 * other packs with its next media what it shows to be lacking. Thread-safe.
 */
public final class MediumComparison {
    private final Medium medium;
    private final Encounter encounter;
    private final BoundaryAgent agent;

    MediumComparison(Medium medium, Encounter encounter, BoundaryAgent agent) {
        this.medium = medium;
        this.encounter = encounter;
        this.agent = agent;
    }

    /**
     * What this side asks of the peer where frontiers do not tell what it lacks: one message, to be packed like a parcel. At most once for
     * each medium that came, and only where what it holds, where the peer's newest media stand, or which of them were lost has changed.
     */
    public Optional<Octets> question() {
        Holdings holdings = new Holdings(agent);
        int members = holdings.lacksMembers();
        boolean lacks = members > 0 || newest().map(Waybill::sender).anyMatch(holdings::lacks);
        boolean again = stored(askedKey())
                .map(Asked::read)
                .filter(before -> before.came() == asked().came() || before.of().equals(asked().of()))
                .isPresent();
        return lacks && !again
                ? Optional.of(CarriedQuestion.of(holdings.oids(), members, encounter.nonce()))
                : Optional.empty();
    }

    /** Notes that the question was packed. */
    public void asks() {
        put(askedKey(), asked().octets());
    }

    private Stream<Waybill> newest() {
        return medium.agents().flatMap(peer -> medium.in(peer).newest().stream());
    }

    private Optional<Octets> stored(RowKey key) {
        return agent.node().ports().store().get(Table.STATE, key);
    }

    private void put(RowKey key, Octets value) {
        synchronized (agent.node()) {
            agent.node().commit(List.of(new Write.Put(Table.STATE, key, value)), List.of());
        }
    }

    private RowKey askedKey() {
        return RowKey.of("medium-asked " + agent.genesis().digest().hex() + " " + medium.name());
    }

    /**
     * When a question was asked.
     *
     * @param came how many media the newest ones are, of all agents
     * @param of "comity-asked-v1": what this side holds and, of each agent, where its newest medium stands and which are lost
     */
    private record Asked(long came, Digest of) {
        Octets octets() {
            ByteBuffer out = ByteBuffer.allocate(Long.BYTES + Digest.SIZE).putLong(came);
            of.putInto(out);
            return Octets.of(out.array());
        }

        static Asked read(Octets octets) {
            ByteBuffer in = ByteBuffer.wrap(octets.bytes());
            long came = in.getLong();
            byte[] digest = new byte[Digest.SIZE];
            in.get(digest);
            return new Asked(came, Digest.of(digest));
        }
    }

    private Asked asked() {
        Encoding out = Encoding.of("comity-asked-v1")
                .digest(agent.current().detected().ordered().digest());
        medium.agents()
                .map(medium::in)
                .forEach(chain -> out.list(
                                chain.newest().stream().toList(),
                                (into, newest) ->
                                        into.digest(newest.sender().frontiers().digest()))
                        .list(
                                chain.missing(),
                                (into, range) -> into.number(range[0]).number(range[1])));
        return new Asked(newest().mapToLong(Waybill::sequence).sum(), out.digest());
    }

    /** Whether content is a question and not a parcel. */
    public static boolean isQuestion(Octets content) {
        return CarriedQuestion.is(content);
    }

    /**
     * Takes the question of a medium that was met: what its sender lacks is owed to it.
     *
     * @return how many observations; a no is recorded
     */
    public Outcome<Integer> hear(Waybill waybill, Octets question) {
        return CarriedQuestion.lacking(
                        question, new Holdings(agent), waybill.sender().frontiers())
                .fold(
                        lacking -> {
                            put(owedKey(waybill.sender().agent()), CarriedQuestion.octets(lacking));
                            return Outcome.yes(lacking.size());
                        },
                        no -> medium.refuse(evidence(waybill, question), no.reason(), no.detail()));
    }

    /** "comity-question-v1": who asked, and SHA-256 of a question that may be long. */
    private static Octets evidence(Waybill waybill, Octets question) {
        return Octets.of(Encoding.of("comity-question-v1")
                .octets(waybill.octets().bytes())
                .digest(question.digest())
                .bytes());
    }

    private RowKey owedKey(AgentId asking) {
        return RowKey.of("medium-owed " + agent.genesis().digest().hex() + " " + asking.urn());
    }

    /**
     * What the last question of an agent of the peer showed it to lack, as parcels to pack.
     *
     * @param rest what more is owed to it
     */
    public record Owed(AgentId asking, List<Octets> parcels, List<Oid> rest) {
        public Owed {
            Objects.requireNonNull(asking, "asking");
            parcels = List.copyOf(parcels);
            rest = List.copyOf(rest);
        }
    }

    /** The next of what is owed to the peer that these media are for, at most so many parcels; empty where nothing is. */
    public Optional<Owed> owed(int limit) {
        return agent.agreement().party(medium.peer(encounter.descriptor(List.of()))).stream()
                .flatMap(party -> party.agents().stream())
                .flatMap(asking -> stored(owedKey(asking)).map(CarriedQuestion::oids).stream()
                        .filter(oids -> !oids.isEmpty())
                        .map(oids -> new Holdings(agent).owed(asking, oids, limit)))
                .findFirst();
    }

    /** Notes that it was packed; where the medium is lost the peer asks again. */
    public void gave(Owed owed) {
        put(owedKey(owed.asking()), CarriedQuestion.octets(owed.rest()));
    }
}
