package org.comity.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.comity.core.agreement.Agreement;
import org.comity.core.arbitration.CustomComparators;
import org.comity.core.boundary.StatementCheck;
import org.comity.core.boundary.Verification;
import org.comity.core.boundary.Verified;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.reconcile.Audit;
import org.comity.core.reconcile.Bundle;
import org.comity.crypto.NoteKeys;
import org.comity.crypto.PathCredentialCheck;
import org.comity.crypto.ProviderSignatureCheck;
import org.comity.site.ArtifactComparators;
import org.comity.xml.AgreementDocument;
import org.comity.xml.XmlWire;

/** Reads what the commands are given, and assembles the checks. */
final class Inputs {
    static final XmlWire WIRE = new XmlWire();

    private Inputs() {}

    static Octets octets(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new Refusal(file + " is a folder: name a file");
        }
        return Octets.of(Files.readAllBytes(file));
    }

    /** The settings of a site, of which the folder may be named instead. */
    static Path settings(Path given) {
        return Files.isDirectory(given) ? given.resolve("comity.properties") : given;
    }

    static <T> T good(Outcome<T> outcome, String what) {
        return outcome.fold(value -> value, no -> {
            throw new Refusal("REFUSED " + what + ": " + no.reason() + " " + no.detail());
        });
    }

    static Agreement agreement(Path file) throws IOException {
        return good(AgreementDocument.read(octets(file)), file.toString());
    }

    static Bundle bundle(Path file) throws IOException {
        return good(Bundle.read(octets(file)), file.toString());
    }

    static Verification verification() {
        return new Verification(
                WIRE.reader(),
                new PathCredentialCheck(),
                new ProviderSignatureCheck(),
                new StatementCheck(WIRE.statements(), new NoteKeys()));
    }

    static Audit audit() {
        return new Audit(verification(), WIRE.statements(), new NoteKeys(), comparators());
    }

    /** The comparators in the folder that the environment names; none where it names none. */
    static CustomComparators comparators() {
        return Optional.ofNullable(System.getenv("COMITY_COMPARATORS"))
                .<CustomComparators>map(folder -> ArtifactComparators.of(Path.of(folder)))
                .orElse(CustomComparators.NONE);
    }

    /** A bundle that passes every check, and what follows from it. */
    static Audit.Report sound(Path file) throws IOException {
        Audit.Report report = audit().check(octets(file));
        if (!report.isGood()) {
            Audit.Finding first = report.findings().get(0);
            throw new Refusal("REFUSED " + file + ": " + first.check() + " " + first.detail());
        }
        return report;
    }

    static String name(Verified one) {
        return one.oid() + " " + one.core().origin().authority() + " "
                + one.core().feature() + " " + one.core().property();
    }
}
