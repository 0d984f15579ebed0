package org.comity.examples.earthquakes;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.comity.core.lineage.ProvDocument;
import org.comity.core.lineage.ProvKind;
import org.comity.core.lineage.ProvStatement;
import org.openprovenance.prov.model.Document;
import org.openprovenance.prov.notation.Utility;
import org.openprovenance.prov.validation.Config;
import org.openprovenance.prov.validation.ObjectMaker;
import org.openprovenance.prov.validation.Unknown;
import org.openprovenance.prov.validation.Validate;
import org.openprovenance.prov.validation.VarQName;
import org.openprovenance.prov.validation.report.ValidationReport;
import org.openprovenance.prov.vanilla.ProvFactory;
import org.openprovenance.prov.vanilla.QualifiedName;

/** What ProvToolbox, which shares no line with this project, says of a PROV document. It is handed over in PROV-N. */
final class ForeignProv {
    private ForeignProv() {}

    /** Names for what a document leaves open. */
    private static final class Variables implements ObjectMaker {
        private static final class Variable extends QualifiedName implements VarQName {
            Variable(String namespace, String local, String prefix) {
                super(namespace, local, prefix);
            }
        }

        private static final class Absent extends QualifiedName implements Unknown {
            Absent(String namespace, String local) {
                super(namespace, local, "absent");
            }
        }

        @Override
        public VarQName makeVarQName(String namespace, String local, String prefix) {
            return new Variable(namespace, local, prefix);
        }

        @Override
        public VarQName makeVarQName(org.openprovenance.prov.model.QualifiedName name) {
            return new Variable(name.getNamespaceURI(), name.getLocalPart(), name.getPrefix());
        }

        @Override
        public Unknown makeUnknown(String namespace, String local) {
            return new Absent(namespace, local);
        }
    }

    /** What it objects to; empty where the document is valid. Bundles are judged one by one, as PROV-CONSTRAINTS says. */
    static List<String> objections(ProvDocument document) throws IOException {
        ProvFactory factory = new ProvFactory();
        Object read = new Utility()
                .readDocument(new ByteArrayInputStream(notation(document).getBytes(StandardCharsets.UTF_8)), factory);
        ValidationReport report =
                new Validate(Config.newYesToAllConfig(factory, new Variables())).validate((Document) read);
        List<String> objections = new ArrayList<>(of(report));
        report.getValidationReport().forEach(bundle -> objections.addAll(of(bundle)));
        return objections;
    }

    private static List<String> of(ValidationReport report) {
        List<String> found = new ArrayList<>();
        Stream.of(
                        report.getCycle(),
                        report.getFailedMerge(),
                        report.getTypeOverlap(),
                        report.getQualifiedNameMismatch())
                .filter(list -> list != null && !list.isEmpty())
                .forEach(list -> found.add(list.toString()));
        Stream.of(report.getSpecializationReport(), report.getTypeReport(), report.getMalformedStatements())
                .filter(one -> one != null)
                .forEach(one -> found.add(one.toString()));
        return found;
    }

    private static String notation(ProvDocument document) {
        StringBuilder out = new StringBuilder("document\n");
        document.prefixes().forEach((prefix, namespace) -> out.append("prefix " + prefix + " <" + namespace + ">\n"));
        document.statements().forEach(one -> out.append(notation(one)));
        document.bundles().forEach((name, statements) -> {
            out.append("bundle " + name + "\n");
            statements.forEach(one -> out.append(notation(one)));
            out.append("endBundle\n");
        });
        return out.append("endDocument\n").toString();
    }

    private static String notation(ProvStatement one) {
        List<String> places = new ArrayList<>();
        if (one.kind().isThing()) {
            places.add(one.id().orElseThrow());
        }
        one.kind().slots().forEach(slot -> places.add(one.slot(slot.name()).orElse("-")));
        String said = String.join(
                ", ",
                one.attributes().stream()
                        .map(attribute -> attribute.name() + "="
                                + (attribute.type().equals("xsd:QName")
                                        ? "'" + attribute.value() + "'"
                                        : "\""
                                                + attribute
                                                        .value()
                                                        .replace("\\", "\\\\")
                                                        .replace("\"", "\\\"") + "\" %% " + attribute.type()))
                        .toList());
        String id = one.kind().isThing() || one.id().isEmpty() ? "" : one.id().get() + "; ";
        String attributes =
                said.isEmpty() || one.kind().ordinal() > ProvKind.INFLUENCE.ordinal() ? "" : ", [" + said + "]";
        return one.kind().word() + "(" + id + String.join(", ", places) + attributes + ")\n";
    }
}
