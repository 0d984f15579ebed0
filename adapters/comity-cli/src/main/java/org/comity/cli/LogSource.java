package org.comity.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.Party;
import org.comity.core.ledger.CosignedNote;
import org.comity.core.ledger.EntryLog;
import org.comity.core.ledger.LedgerLeaf;
import org.comity.core.ledger.TiledLog;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.reconcile.Bundle;
import org.comity.crypto.NoteKeys;

/**
 * A ledger as an operator has it, read and checked whole: out of a bundle, or out of a folder of tiles.
 *
 * @param note the signed head, verified
 * @param log every hash of it was computed here from the entries
 */
record LogSource(CosignedNote note, EntryLog log) {

    /**
     * Reads a ledger.
     *
     * @param place a bundle, or a folder that {@code ledger export} wrote
     * @param key the ledger's verifier key; a bundle's agreement names it where it is not given
     * @throws MissingKey where nothing names the key
     */
    static Outcome<LogSource> read(Path place, Optional<String> key) throws IOException {
        return Files.isDirectory(place)
                ? folder(place, key.orElseThrow(MissingKey::new))
                : Bundle.read(Inputs.octets(place)).then(bundle -> bundle(bundle, key));
    }

    /** Nothing names the key under which a log should be signed. */
    static final class MissingKey extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MissingKey() {
            super("Give the ledger's verifier key: --key <name+hash+base64>");
        }
    }

    private static Outcome<LogSource> bundle(Bundle bundle, Optional<String> given) {
        Outcome<String> key = given.map(Outcome::yes)
                .orElseGet(() ->
                        Inputs.WIRE.statements().agreement(bundle.agreement()).map(read -> key(read, bundle)));
        EntryLog log = EntryLog.ofLeaves(bundle.leaves());
        return key.then(good -> CosignedNote.read(bundle.head(), good, bundle.mesh(), new NoteKeys()))
                .then(note ->
                        note.head().size() == log.size() && note.head().root().equals(log.root())
                                ? Outcome.yes(new LogSource(note, log))
                                : Outcome.no(Reason.PROOF_NOT_VALID, "the leaves do not make the signed head"));
    }

    private static String key(Agreement agreement, Bundle bundle) {
        return agreement.party(bundle.mesh()).map(Party::ledgerKey).orElse("");
    }

    private static Outcome<LogSource> folder(Path folder, String key) {
        Optional<Octets> checkpoint = file(folder, TiledLog.CHECKPOINT);
        Optional<String> origin = checkpoint.flatMap(TiledLog::origin);
        if (origin.isEmpty()) {
            return Outcome.no(Reason.MALFORMED, "the folder holds no checkpoint");
        }
        return mesh(origin.get())
                .then(mesh -> CosignedNote.read(checkpoint.get(), key, mesh, new NoteKeys()))
                .then(note -> TiledLog.check(path -> file(folder, path), note).map(log -> new LogSource(note, log)));
    }

    private static Outcome<MeshId> mesh(String urn) {
        try {
            return Outcome.yes(new MeshId(urn));
        } catch (IllegalArgumentException e) {
            return Outcome.no(Reason.MALFORMED, "the checkpoint names no mesh");
        }
    }

    private static Optional<Octets> file(Path folder, String path) {
        Path file = folder.resolve(path);
        try {
            return Files.isRegularFile(file) ? Optional.of(Inputs.octets(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The leaves, in their order; MALFORMED where an entry is none. */
    Outcome<List<LedgerLeaf>> leaves() {
        List<LedgerLeaf> leaves = new ArrayList<>();
        for (long index = 0; index < log.size(); index++) {
            long place = index;
            Outcome<LedgerLeaf> leaf = LedgerLeaf.read(log.entry(index));
            if (!leaf.fold(leaves::add, no -> false)) {
                return Outcome.no(Reason.MALFORMED, "entry " + place + " is no leaf of a ledger");
            }
        }
        return Outcome.yes(leaves);
    }
}
