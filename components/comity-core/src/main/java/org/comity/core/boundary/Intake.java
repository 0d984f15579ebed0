package org.comity.core.boundary;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.comity.core.agreement.Agreement;
import org.comity.core.control.Statement;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Oid;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;

/** Takes a parcel apart and verifies each part on its own merits: one spoilt part never spoils the others. */
public final class Intake {

    private final Verification verification;

    /** An intake over this verification. */
    public Intake(Verification verification) {
        this.verification = Objects.requireNonNull(verification, "verification");
    }

    /** Verifies the parts; what is refused, held or not listed stands among the refusals. */
    public VerifiedConsignment open(Octets octets, Agreement agreement, Documents known) {
        return Parcel.read(octets, agreement.limits())
                .fold(
                        parcel -> open(parcel, agreement, known),
                        no -> new VerifiedConsignment(
                                Optional.empty(),
                                List.of(),
                                List.of(new Refusal(octets, no.reason(), no.detail())),
                                Map.of()));
    }

    private VerifiedConsignment open(Parcel parcel, Agreement agreement, Documents known) {
        Map<Digest, Octets> came = verification.index(parcel.documents());
        Documents documents = digest -> Optional.ofNullable(came.get(digest)).or(() -> known.find(digest));
        List<Refusal> refusals = new ArrayList<>();
        Optional<Verified> consignment =
                keep(parcel.consignment(), verification.verify(parcel.consignment(), agreement, documents), refusals);
        Set<Oid> listed = new HashSet<>();
        consignment.flatMap(Verified::statement).ifPresent(statement -> {
            if (statement instanceof Statement.Consignment lists) {
                lists.members().forEach(member -> listed.add(member.oid()));
            }
        });
        boolean waits = refusals.stream().anyMatch(Refusal::holds);
        List<Verified> items = new ArrayList<>();
        for (Octets member : parcel.members()) {
            Outcome<Verified> outcome = verification
                    .verify(member, agreement, documents)
                    .then(item -> listed.contains(item.oid())
                            ? Outcome.yes(item)
                            : Outcome.no(
                                    waits ? Reason.SOURCE_MISSING : Reason.NOT_LISTED,
                                    item.oid().hex()));
            keep(member, outcome, refusals).ifPresent(items::add);
        }
        consignment.ifPresent(items::add);
        return new VerifiedConsignment(consignment.map(Verified::oid), items, refusals, came);
    }

    /**
     * Verifies octets that waited. Their consignment was seen before or is among them; what no consignment lists is in no
     * picture, whoever verified it.
     */
    public VerifiedConsignment reopen(List<Octets> held, Agreement agreement, Documents known) {
        List<Refusal> refusals = new ArrayList<>();
        List<Verified> items = new ArrayList<>();
        held.forEach(octets -> keep(octets, verification.verify(octets, agreement, known), refusals)
                .ifPresent(items::add));
        return new VerifiedConsignment(Optional.empty(), items, refusals, Map.of());
    }

    private static Optional<Verified> keep(Octets octets, Outcome<Verified> outcome, List<Refusal> refusals) {
        return outcome.fold(Optional::of, no -> {
            refusals.add(new Refusal(octets, no.reason(), no.detail()));
            return Optional.empty();
        });
    }
}
