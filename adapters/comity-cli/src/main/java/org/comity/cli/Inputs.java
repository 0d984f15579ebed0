package org.comity.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
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
import org.comity.core.mesh.Reason;
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

    /** The largest file, in octets: what one array holds. */
    private static final long SIZE_MAX = Integer.MAX_VALUE - 8L;

    private Inputs() {}

    static Octets octets(Path file) throws IOException {
        return Octets.of(bytes(file));
    }

    /** All of a file, where it is one and fits into memory. */
    static byte[] bytes(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new Refusal("cannot read " + file + ": it is a folder, not a file");
        }
        if (Files.size(file) > SIZE_MAX) {
            throw new Refusal(
                    "REFUSED " + file + ": " + Reason.LIMIT_EXCEEDED + " a file has at most " + SIZE_MAX + " octets");
        }
        return Files.readAllBytes(file);
    }

    /** All of a text, without a byte order mark. */
    static String text(Path file) throws IOException {
        byte[] octets = bytes(file);
        CharBuffer text = CharBuffer.allocate(octets.length);
        ByteBuffer left = ByteBuffer.wrap(octets);
        CoderResult end = StandardCharsets.UTF_8.newDecoder().decode(left, text, true);
        String read = text.flip().toString();
        if (end.isError()) {
            throw new Refusal("REFUSED " + file + ": " + Reason.MALFORMED + " line "
                    + (1 + read.chars().filter(ch -> ch == '\n').count()) + ": it is not UTF-8: save it in UTF-8");
        }
        return read.startsWith("\uFEFF") ? read.substring(1) : read;
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
