package org.comity.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.AuthorityEntry;
import org.comity.core.agreement.ChannelRule;
import org.comity.core.agreement.Comparison;
import org.comity.core.agreement.Domain;
import org.comity.core.agreement.FilterRule;
import org.comity.core.agreement.Limits;
import org.comity.core.agreement.Location;
import org.comity.core.agreement.Party;
import org.comity.core.agreement.Region;
import org.comity.core.agreement.Thresholds;
import org.comity.core.agreement.WeightRule;
import org.comity.core.authority.AgentId;
import org.comity.core.authority.AttestationTier;
import org.comity.core.authority.AuthorityId;
import org.comity.core.control.Frontier;
import org.comity.core.control.Frontiers;
import org.comity.core.control.Statement;
import org.comity.core.control.StatementKind;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.observation.FeatureOfInterest;
import org.comity.core.observation.ObservedProperty;
import org.comity.core.observation.Term;
import org.comity.core.taxonomy.Equivalence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class XmlStatementCodecTest {
    private static final Samples SOME = new Samples(5);
    private final XmlStatementCodec codec = new XmlStatementCodec();

    private static Checkpoint head() {
        return new Checkpoint(
                new MeshId("urn:m:a"),
                12,
                SOME.digest(),
                Instant.EPOCH,
                Instant.EPOCH.plusMillis(5),
                Octets.of("note\n\u2014 x\n".getBytes(StandardCharsets.UTF_8)));
    }

    private static Frontiers frontiers() {
        return Frontiers.of(List.of(
                new Frontier(new AgentId("urn:g:b"), 3, SOME.oid()), new Frontier(new AgentId("urn:g:a"), 4, SOME.oid())));
    }

    static Stream<Statement> statements() {
        return Stream.of(
                new Statement.Equivalent(new Equivalence(
                        Equivalence.Kind.TERM,
                        new Term("urn:s:a", SOME.text()),
                        Equivalence.Predicate.BROADER,
                        new Term("urn:s:b", SOME.text()),
                        "urn:j:x",
                        900)),
                new Statement.Association(
                        "magnitude",
                        new FeatureOfInterest("urn:f:a", "1"),
                        new FeatureOfInterest("urn:f:b", "2"),
                        new Location(-40_780_000, 125_180_000)),
                new Statement.Revocation(SOME.digest()),
                new Statement.AgreementEpoch(SOME.digest()),
                new Statement.Beacon(head()),
                new Statement.Consignment(
                        new AgentId("urn:g:a"),
                        2,
                        Optional.of(SOME.oid()),
                        head(),
                        List.of(
                                new Statement.Member(SOME.oid(), 0, List.of(SOME.digest(), SOME.digest())),
                                new Statement.Member(SOME.oid(), 1, List.of()))),
                new Statement.Receipt(
                        SOME.oid(),
                        List.of(
                                new Statement.Item(SOME.digest(), Optional.of(Reason.MALFORMED)),
                                new Statement.Item(SOME.digest(), Optional.empty()))),
                new Statement.InclusionReceipt(
                        head().ref(), SOME.oid(), 7, head(), List.of(SOME.digest())),
                new Statement.Certificate(frontiers(), SOME.digest(), SOME.digest(), SOME.digest()),
                new Statement.MergeDecision(
                        "magnitude", frontiers(), List.of(new Statement.Choice(SOME.digest(), SOME.oid()))),
                new Statement.Cut(frontiers(), SOME.digest(), SOME.digest()),
                new Statement.Quarantine(List.of(SOME.oid(), SOME.oid())));
    }

    @Test
    void theSamplesHaveEveryKind() {
        assertThat(statements().map(Statement::kind)).containsExactlyInAnyOrder(StatementKind.values());
    }

    @ParameterizedTest
    @MethodSource("statements")
    void readsBackWhatItWrites(Statement statement) {
        // When
        Outcome<Statement> read = codec.read(statement.kind(), codec.write(statement));

        // Then
        assertThat(read).isEqualTo(Outcome.yes(statement));
    }

    @ParameterizedTest
    @MethodSource("statements")
    void refusesAnyOtherFormAndAnyOtherKind(Statement statement) {
        // Given
        String text = new String(codec.write(statement).bytes(), StandardCharsets.UTF_8);
        Octets spaced = Octets.of(text.replaceFirst(" kind", "  kind").getBytes(StandardCharsets.UTF_8));
        Octets extra = Octets.of(text.replaceFirst(" kind", " domain=\"x\" kind").getBytes(StandardCharsets.UTF_8));
        StatementKind other = statement.kind() == StatementKind.CUT ? StatementKind.RECEIPT : StatementKind.CUT;

        // Then
        assertThat(reason(codec.read(statement.kind(), spaced))).isEqualTo(Reason.STATEMENT_MALFORMED);
        assertThat(reason(codec.read(statement.kind(), extra)))
                .isIn(Reason.STATEMENT_MALFORMED, Reason.MALFORMED);
        assertThat(reason(codec.read(other, codec.write(statement)))).isEqualTo(Reason.STATEMENT_MALFORMED);
    }

    private static Reason reason(Outcome<?> outcome) {
        return outcome.fold(any -> Reason.DUPLICATE, Outcome.No::reason);
    }

    private static Agreement agreement() {
        MeshId mesh = new MeshId("urn:m:a");
        AuthorityId authority = new AuthorityId("urn:a:1");
        return new Agreement(
                SOME.digest(),
                "urn:agreement:x",
                1,
                Optional.of(SOME.digest()),
                List.of(
                        new Party(mesh, List.of(Octets.of(new byte[] {1, 2})), List.of(new AgentId("urn:g:a")), "urn:m:a+1+2"),
                        new Party(
                                new MeshId("urn:m:b"),
                                List.of(Octets.of(new byte[] {3})),
                                List.of(new AgentId("urn:g:b")),
                                "urn:m:b+1+2")),
                List.of(new AuthorityEntry(authority, mesh, List.of("urn:s:1", "urn:s:2"), 3)),
                List.of(new Region(
                        "r", authority, List.of(new Location(1, 2), new Location(3, 4), new Location(-5, -6)))),
                List.of(
                        new WeightRule(Optional.empty(), WeightRule.When.ALWAYS, 1),
                        new WeightRule(Optional.of(authority), WeightRule.When.OWNS_ID, -5)),
                List.of(new Domain(
                        "d",
                        Domain.Kind.INTERVAL,
                        List.of("urn:f:1"),
                        new ObservedProperty("urn:p:1", "x y"),
                        Optional.of(authority),
                        Domain.Constraint.ONE_PER_SCHEME,
                        new Thresholds(1, 2, 3, 4),
                        List.of(authority),
                        1)),
                List.of(new FilterRule(
                        FilterRule.Effect.PERMIT, Optional.of(authority), Optional.of("d"), AttestationTier.SOFTWARE)),
                List.of(Comparison.values()),
                List.of(new ChannelRule("c", mesh, new MeshId("urn:m:b"), "routine")),
                100,
                Set.of(Reason.BEYOND_SCOPE, Reason.LIMIT_EXCEEDED),
                Limits.STANDARD);
    }

    private static Agreement read(String text) {
        return AgreementDocument.read(Octets.of(text.getBytes(StandardCharsets.UTF_8)))
                .fold(one -> one, no -> {
                    throw new AssertionError(no.detail());
                });
    }

    @Test
    void readsTheAgreementThatItWritesWhateverItsIndentationAndComments() {
        // Given
        Agreement agreement = agreement();
        String text = new String(AgreementDocument.write(agreement).bytes(), StandardCharsets.UTF_8);

        // When
        Agreement read = read(text);
        Agreement commented = read(text.replaceAll("\n\\s*", "\n<!-- why -->\t "));
        Agreement other = read(text.replace("driftPpm=\"100\"", "driftPpm=\"101\""));

        // Then
        assertThat(read).usingRecursiveComparison().ignoringFields("digest").isEqualTo(agreement);
        assertThat(commented.digest()).isEqualTo(read.digest());
        assertThat(other.digest()).isNotEqualTo(read.digest());
        assertThat(read.digest()).isNotEqualTo(Digest.sha256());
    }
}
