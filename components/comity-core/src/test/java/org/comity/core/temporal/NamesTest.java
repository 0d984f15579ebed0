package org.comity.core.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.comity.core.authority.AgentId;
import org.comity.core.control.Frontier;
import org.comity.core.control.Frontiers;
import org.comity.core.control.Statement;
import org.comity.core.lineage.Lineage;
import org.comity.core.lineage.Source;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Oid;
import org.comity.core.observation.Core;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an observation names by digest existed before it, in whatever way it is named. */
class NamesTest {
    private static final World WORLD = new World(new Random(7), 2);
    private static final World.Mesh COUNTY = WORLD.meshes.get(0);
    private static final World.Mesh STATE = WORLD.meshes.get(1);
    private static final AgentId AGENT = new AgentId("urn:mesh:a:agent");
    private static final Digest ANY = Digest.sha256(new byte[] {1});

    record Way(String name, Moment earlier, Moment later) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Way> ways() {
        return Stream.of(
                way("a source", named -> lineage(List.of(new Source.Disclosed(named)), Optional.empty(), List.of())),
                way("what it revises", named -> lineage(List.of(), Optional.of(named), List.of())),
                way("what it takes back", named -> lineage(List.of(), Optional.empty(), List.of(named))),
                way(
                        "the consignment before",
                        named -> says(new Statement.Consignment(
                                AGENT, 2, Optional.of(named), STATE.checkpoint(900), List.of()))),
                way(
                        "a member",
                        named -> says(new Statement.Consignment(
                                AGENT,
                                1,
                                Optional.empty(),
                                STATE.checkpoint(901),
                                List.of(new Statement.Member(named, 0, List.of()))))),
                way("the consignment of a receipt", named -> says(new Statement.Receipt(named, List.of()))),
                way(
                        "the beacon of a receipt",
                        named -> says(new Statement.InclusionReceipt(
                                COUNTY.checkpoint(902).ref(), named, 0, STATE.checkpoint(903), List.of()))),
                way(
                        "a frontier of a certificate",
                        named -> says(new Statement.Certificate(frontiers(named), ANY, ANY, ANY))),
                way(
                        "a frontier of a decision",
                        named -> says(new Statement.MergeDecision("roads", frontiers(named), List.of()))),
                way("a frontier of a cut", named -> says(new Statement.Cut(frontiers(named), ANY, ANY))));
    }

    private static Way way(String name, java.util.function.Function<Oid, Moment> naming) {
        Moment earlier = COUNTY.observe(name.replace(" ", ""), List.of(), Optional.empty());
        return new Way(name, earlier, naming.apply(earlier.oid()));
    }

    private static Frontiers frontiers(Oid consignment) {
        return new Frontiers(List.of(new Frontier(AGENT, 1, consignment)));
    }

    private static Moment says(Statement statement) {
        STATE.last.clear();
        return STATE.observe("agent", List.of(), Optional.of(statement));
    }

    private static Moment lineage(List<Source> sources, Optional<Oid> revised, List<Oid> retracted) {
        STATE.last.clear();
        Moment one = STATE.observe("device", List.of(), Optional.empty());
        Core core = one.core();
        Lineage lineage = new Lineage(
                core.lineage().contributor(), sources, Lineage.OBSERVED, revised, retracted, OptionalLong.empty());
        return new Moment(
                one.oid(),
                new Core(
                        core.origin(),
                        core.credential(),
                        core.attestation(),
                        core.agreement(),
                        core.feature(),
                        core.property(),
                        core.phenomenonTime(),
                        core.made(),
                        core.label(),
                        core.result(),
                        lineage),
                one.statement(),
                List.of(),
                List.of());
    }

    @ParameterizedTest
    @MethodSource("ways")
    void whatIsNamedComesBefore(Way way) {
        for (List<Moment> arrived : List.of(List.of(way.earlier(), way.later()), List.of(way.later(), way.earlier()))) {
            List<Moment> known = new ArrayList<>();
            TemporalEvidence evidence = TemporalEvidence.of(known, 100);
            for (Moment one : arrived) {
                known.add(one);
                evidence = evidence.with(List.of(one), () -> known);
            }
            for (TemporalEvidence drawn : List.of(evidence, TemporalEvidence.of(arrived, 100))) {
                Precedence found =
                        drawn.precedence(way.earlier().oid(), way.later().oid());
                assertThat(found.relation()).isEqualTo(Relation.BEFORE);
                assertThat(found.layer()).contains(Layer.HASH_ORDER);
                assertThat(drawn.presentationOrder())
                        .containsExactly(way.earlier().oid(), way.later().oid());
            }
        }
    }

    @Test
    void anyNumberOfNamesInAnyOrder() {
        Random random = new Random(11);
        World.Mesh mesh = new World(random, 1).meshes.get(0);
        List<Moment> set = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            List<Oid> sources = new ArrayList<>();
            set.forEach(one -> sources.add(one.oid()));
            mesh.last.clear();
            set.add(mesh.observe("d" + i, sources, Optional.empty()));
        }
        List<Oid> expected = set.stream().map(Moment::oid).toList();
        List<Moment> shuffled = new ArrayList<>(set);
        Collections.shuffle(shuffled, random);
        assertThat(TemporalEvidence.of(shuffled, 100).presentationOrder()).isEqualTo(expected);
        List<Moment> known = new ArrayList<>();
        TemporalEvidence grown = TemporalEvidence.of(known, 100);
        for (Moment one : shuffled) {
            known.add(one);
            grown = grown.with(List.of(one), () -> known);
        }
        assertThat(grown.presentationOrder()).isEqualTo(expected);
    }
}
