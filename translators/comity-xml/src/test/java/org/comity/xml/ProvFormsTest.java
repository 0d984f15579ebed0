package org.comity.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.comity.core.lineage.ProvConstraints;
import org.comity.core.lineage.ProvDocument;
import org.comity.core.lineage.ProvJson;
import org.comity.core.lineage.ProvKind;
import org.comity.core.lineage.ProvName;
import org.comity.core.lineage.ProvStatement;
import org.comity.core.lineage.ProvStatement.Attribute;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both W3C forms say the same, and the constraints hold by each one's own small example. */
class ProvFormsTest {
    private static final String TIME = "2026-01-01T00:00:00Z";

    /** A statement of that kind with every place filled. */
    private static ProvStatement full(ProvKind kind) {
        ProvStatement said =
                kind.hasId() ? ProvStatement.relation(kind).named("comity:it") : ProvStatement.relation(kind);
        for (ProvKind.Slot slot : kind.slots()) {
            said = said.with(slot.name(), slot.term() == ProvKind.Term.TIME ? TIME : "comity:" + slot.name());
        }
        return kind.hasId()
                ? said.saying(Attribute.type("prov:Thing"))
                        .saying(Attribute.text("prov:label", "\"<&>\\ \u00e9"))
                        .saying(Attribute.text("comity:note", "one"))
                        .saying(Attribute.text("comity:note", "two"))
                : said;
    }

    private static ProvDocument document(ProvStatement said) {
        return new ProvDocument(
                Map.of(ProvName.PREFIX, ProvName.NAMESPACE),
                List.of(said),
                Map.of("comity:bundle", List.of(said, ProvStatement.thing(ProvKind.AGENT, "comity:other"))));
    }

    private static ProvDocument good(Outcome<ProvDocument> outcome) {
        return outcome.fold(document -> document, no -> {
            throw new AssertionError(no.detail());
        });
    }

    @ParameterizedTest
    @EnumSource(ProvKind.class)
    void aStatementOfEachKindComesBackFromBothFormsAsItWas(ProvKind kind) {
        // Given
        ProvDocument document = document(full(kind));

        // When
        ProvDocument xml = good(ProvFiles.read("x.xml", ProvXml.of(document).bytes()));
        ProvDocument json = good(ProvFiles.read("x.json", ProvJson.of(document).getBytes(StandardCharsets.UTF_8)));

        // Then
        assertThat(said(xml.statements(), ProvName.NAMESPACE)).isEqualTo(said(document.statements(), "comity:"));
        assertThat(said(json.statements(), "comity:")).isEqualTo(said(document.statements(), "comity:"));
        assertThat(xml.bundles()).hasSize(1);
        assertThat(json.bundles()).containsKey("comity:bundle");
        assertThat(said(json.bundles().get("comity:bundle"), "comity:"))
                .isEqualTo(said(document.bundles().get("comity:bundle"), "comity:"));
    }

    /** What is said, whatever the order of statements and attributes, and however unnamed relations are numbered. */
    private static TreeSet<String> said(List<ProvStatement> statements, String namespace) {
        TreeSet<String> said = new TreeSet<>();
        for (ProvStatement one : statements) {
            List<String> words = new ArrayList<>(new TreeSet<>(one.attributes().stream()
                    .map(Attribute::toString)
                    .map(text -> text.replace(namespace, "comity:"))
                    .toList()));
            words.add(one.kind() + " "
                    + one.id().filter(id -> !id.startsWith("_:")).orElse(""));
            words.add(new java.util.TreeMap<>(one.slots()).toString());
            said.add(String.join(" ", words).replace(namespace, "comity:"));
        }
        return said;
    }

    private static Optional<Reason> verdict(ProvStatement... statements) {
        return ProvConstraints.instance(List.of(statements))
                .fold(good -> Optional.empty(), no -> Optional.of(no.reason()));
    }

    private static ProvStatement generated(String id, String entity, String activity) {
        return ProvStatement.relation(ProvKind.GENERATION, entity, activity).named(id);
    }

    @Test
    void mergesWhatCanBeOneAndRefusesWhatCannot() {
        assertThat(verdict(generated("g", "e", "a"), generated("_:x", "e", "a")))
                .isEmpty();
        assertThat(verdict(generated("g", "e", "a"), generated("h", "e", "a"))).contains(Reason.GENERATED_TWICE);
        assertThat(verdict(
                        ProvStatement.thing(ProvKind.ACTIVITY, "a").with("startTime", TIME),
                        ProvStatement.relation(ProvKind.START, "a").with("time", "2020-01-01T00:00:00Z")))
                .contains(Reason.LINEAGE_CONTRADICTS);
        assertThat(verdict(ProvStatement.relation(ProvKind.ATTRIBUTION, "e"))).contains(Reason.MALFORMED);
        assertThat(verdict(ProvStatement.relation(ProvKind.DERIVATION, "e", "f").with("usage", "u")))
                .contains(Reason.LINEAGE_CONTRADICTS);
    }

    @Test
    void refusesEventsThatPrecedeThemselves() {
        ProvStatement made = ProvStatement.relation(ProvKind.DERIVATION, "e2", "e1");
        assertThat(verdict(made)).isEmpty();
        assertThat(verdict(made, ProvStatement.relation(ProvKind.SPECIALIZATION, "e1", "e2")))
                .as("what is derived cannot be there before")
                .contains(Reason.LINEAGE_CYCLE);
        assertThat(verdict(
                        made,
                        ProvStatement.relation(ProvKind.GENERATION, "e1", "a"),
                        ProvStatement.relation(ProvKind.START, "a", "e2")))
                .as("e2 starts what generates e1")
                .contains(Reason.LINEAGE_CYCLE);
        assertThat(verdict(
                        made,
                        ProvStatement.relation(ProvKind.GENERATION, "e1", "a"),
                        ProvStatement.relation(ProvKind.USAGE, "a", "e2")))
                .as("within one activity, a use and a generation have no order")
                .isEmpty();
        assertThat(verdict(ProvStatement.relation(ProvKind.SPECIALIZATION, "e", "e")))
                .contains(Reason.LINEAGE_CYCLE);
        assertThat(verdict(
                        ProvStatement.relation(ProvKind.INVALIDATION, "e1", "a"),
                        ProvStatement.relation(ProvKind.END, "a", "e2"),
                        made))
                .isEmpty();
    }
}
