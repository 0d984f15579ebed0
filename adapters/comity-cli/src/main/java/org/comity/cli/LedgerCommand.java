package org.comity.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.comity.core.ledger.Checkpoint;
import org.comity.core.ledger.Cosignature;
import org.comity.core.ledger.CosignedNote;
import org.comity.core.ledger.LeafKind;
import org.comity.core.ledger.LedgerLeaf;
import org.comity.core.ledger.TiledLog;
import org.comity.core.ledger.TlogProof;
import org.comity.core.lineage.OwnLineage;
import org.comity.core.lineage.ProvDocument;
import org.comity.core.lineage.ProvJson;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Json;
import org.comity.core.mesh.MeshId;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;
import org.comity.core.reconcile.Arbitrated;
import org.comity.core.reconcile.LineageExport;
import org.comity.crypto.NoteKeys;
import org.comity.xml.ProvXml;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Reads, proves and checks a mesh's ledger. */
@Command(
        name = "ledger",
        mixinStandardHelpOptions = true,
        subcommands = {PrecedenceCommand.class, SplitCommand.class},
        description = {
            "Shows, proves, checks and exports a ledger.",
            "A ledger is read out of a bundle, or out of a folder in the C2SP tlog-tiles layout."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields before the command runs
final class LedgerCommand implements Runnable {
    private static final String LOG = "A bundle, or a folder of tiles.";

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Answers in JSON.")
    private boolean json;

    @Option(
            names = "--key",
            scope = ScopeType.INHERIT,
            paramLabel = "<name+hash+base64>",
            description = "The ledger's verifier key; a bundle's own agreement names it otherwise.")
    private Optional<String> key = Optional.empty();

    /** Whether a subcommand of its own class is to answer in JSON. */
    boolean inJson() {
        return json;
    }

    /** The key that was given. */
    Optional<String> givenKey() {
        return key;
    }

    static CommandLine commandLine() {
        return new CommandLine(new LedgerCommand());
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Say what to do: show, prove, check, export, prov, precedence or split");
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Prints the signed head and what is logged.")
    int show(
            @Parameters(paramLabel = "<log>", description = LOG) Path log,
            @Option(names = "--leaves", description = "Prints every leaf.") boolean all)
            throws IOException {
        return answer(read(log).then(source -> source.leaves().map(leaves -> shown(source, leaves, all))));
    }

    private Answer shown(LogSource source, List<LedgerLeaf> leaves, boolean all) {
        Map<LeafKind, Long> counts = new TreeMap<>();
        leaves.forEach(leaf -> counts.merge(leaf.kind(), 1L, Long::sum));
        Answer answer = head(source.note().head());
        answer.say(
                Stream.concat(
                        counts.entrySet().stream().map(one -> one.getValue() + " " + one.getKey()),
                        all ? leaves.stream().map(leaf -> leaf.kind() + " " + leaf.subject()) : Stream.of()),
                Json.field(
                        "kinds",
                        Json.object(counts.entrySet().stream()
                                .map(one -> Json.field(
                                        one.getKey().name(), one.getValue().toString())))));
        if (all) {
            answer.say(
                    Stream.of(),
                    Json.field(
                            "leaves",
                            Json.array(leaves.stream()
                                    .map(leaf -> Json.object(
                                            Json.field(
                                                    "kind",
                                                    Json.quote(leaf.kind().name())),
                                            Json.field(
                                                    "subject",
                                                    Json.quote(leaf.subject().hex())))))));
        }
        return answer;
    }

    @Command(
            name = "prove",
            mixinStandardHelpOptions = true,
            description = "Writes a proof (C2SP tlog-proof) that a leaf stands in the ledger.")
    int prove(
            @Parameters(index = "0", paramLabel = "<log>", description = LOG) Path log,
            @Parameters(index = "1", paramLabel = "<proof>", description = "Where the proof goes.") Path file,
            @Option(names = "--kind", required = true, description = "One of ${COMPLETION-CANDIDATES}.") LeafKind kind,
            @Option(names = "--subject", required = true, paramLabel = "<hex>", description = "The leaf's digest.")
                    String subject)
            throws IOException {
        LedgerLeaf leaf = LedgerLeaf.of(kind, digest(subject));
        Outcome<TlogProof> proof = read(log).then(source -> proof(source, leaf));
        Outcome<Answer> written = proof.map(good -> {
            write(file, good.octets());
            return new Answer("index " + good.index())
                    .say(Stream.of(), Json.field("index", Long.toString(good.index())));
        });
        return answer(written);
    }

    private static Outcome<TlogProof> proof(LogSource source, LedgerLeaf leaf) {
        Octets entry = leaf.octets();
        for (long index = 0; index < source.log().size(); index++) {
            if (source.log().entry(index).equals(entry)) {
                return Outcome.yes(
                        TlogProof.of(source.log(), index, source.note().octets()));
            }
        }
        return Outcome.no(Reason.SOURCE_MISSING, "the ledger has no such leaf");
    }

    private Digest digest(String hex) {
        try {
            return Digest.parse(hex);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = {
                "Computes every hash again from the entries and verifies the signed head.",
                "With --proof, verifies one proof alone: that the leaf stands in the ledger of the given key."
            })
    int check(
            @Parameters(paramLabel = "<log>", arity = "0..1", description = LOG) Optional<Path> log,
            @Option(names = "--proof", paramLabel = "<file>", description = "A proof.") Optional<Path> proof,
            @Option(names = "--kind", description = "Of the proven leaf: ${COMPLETION-CANDIDATES}.")
                    Optional<LeafKind> kind,
            @Option(names = "--subject", paramLabel = "<hex>", description = "Of the proven leaf.")
                    Optional<String> subject,
            @Option(names = "--witness", paramLabel = "<key>", description = "A witness who must have cosigned.")
                    @Nullable
                    List<String> witnesses)
            throws IOException {
        if (log.isPresent() == proof.isPresent()) {
            throw new ParameterException(spec.commandLine(), "Give a ledger, or --proof with --kind and --subject");
        }
        if (log.isPresent()) {
            return answer(read(log.get()).map(source -> head(source.note().head())));
        }
        if (kind.isEmpty() || subject.isEmpty() || key.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "A proof is checked with --kind, --subject and --key");
        }
        LedgerLeaf leaf = LedgerLeaf.of(kind.get(), digest(subject.get()));
        return answer(TlogProof.read(Inputs.octets(proof.get()))
                .then(read -> read.verify(leaf.octets(), mesh(key.get()), key.get(), new NoteKeys()))
                .then(note -> cosigned(note, witnesses == null ? List.of() : witnesses)));
    }

    private MeshId mesh(String verifierKey) {
        try {
            return new MeshId(verifierKey.split("\\+", 2)[0]);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "The key's name is no mesh", e);
        }
    }

    private static Outcome<Answer> cosigned(CosignedNote note, List<String> witnesses) {
        return note.witnessed(witnesses, new NoteKeys()).then(good -> {
            if (good.size() < witnesses.size()) {
                return Outcome.no(
                        Reason.SIGNERS_TOO_FEW, good.size() + " of " + witnesses.size() + " witnesses cosigned");
            }
            return Outcome.yes(head(note.head())
                    .say(
                            good.stream().map(one -> "cosigned by " + one.witness() + ", who says at " + one.time()),
                            Json.field(
                                    "witnesses",
                                    Json.array(good.stream()
                                            .map(Cosignature::witness)
                                            .map(Json::quote)))));
        });
    }

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = "Writes the ledger as static files in the C2SP tlog-tiles layout.")
    int export(
            @Parameters(index = "0", paramLabel = "<log>", description = LOG) Path log,
            @Parameters(index = "1", paramLabel = "<folder>", description = "Where the files go.") Path folder,
            @Option(
                            names = "--earlier",
                            paramLabel = "<size>",
                            description = "Also the partial tiles of the checkpoint of that size; may be repeated.")
                    @Nullable
                    List<Long> earlier)
            throws IOException {
        return answer(read(log).then(source -> {
            List<Long> sizes = earlier == null ? List.of() : earlier;
            if (sizes.stream().anyMatch(size -> size < 0 || size > source.log().size())) {
                return Outcome.no(Reason.SOURCE_MISSING, "the ledger was never of that size");
            }
            TiledLog.write(source.log(), source.note().octets(), (path, octets) -> write(folder.resolve(path), octets));
            sizes.forEach(size ->
                    TiledLog.writeEarlier(source.log(), size, (path, octets) -> write(folder.resolve(path), octets)));
            return Outcome.yes(head(source.note().head()));
        }));
    }

    @Command(
            name = "prov",
            mixinStandardHelpOptions = true,
            description = "Writes the lineage and decisions of a sound bundle as W3C PROV, one bundle a mesh.")
    int prov(
            @Parameters(index = "0", paramLabel = "<bundle>", description = "A bundle that a mesh exported.")
                    Path bundle,
            @Parameters(
                            index = "1",
                            paramLabel = "<file>",
                            description =
                                    "Where it goes: PROV-XML where its name ends in .xml or .provx, PROV-JSON in .json.")
                    Path file)
            throws IOException {
        String name = file.toString();
        boolean inJson = name.endsWith(".json");
        if (!inJson && !name.endsWith(".xml") && !name.endsWith(".provx")) {
            throw new ParameterException(spec.commandLine(), "The file's name ends in .xml, .provx or .json");
        }
        Arbitrated derived = Inputs.sound(bundle).derived().orElseThrow();
        Outcome<ProvDocument> lineage = OwnLineage.check(LineageExport.of(Inputs.bundle(bundle), derived));
        return answer(lineage.map(document -> {
            write(
                    file,
                    inJson ? Octets.of(ProvJson.of(document).getBytes(StandardCharsets.UTF_8)) : ProvXml.of(document));
            return new Answer("OK " + document.bundles().size() + " bundles")
                    .say(
                            Stream.of(),
                            Json.field(
                                    "bundles",
                                    Integer.toString(document.bundles().size())));
        }));
    }

    private static void write(Path file, Octets octets) {
        try {
            Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
            Files.write(file, octets.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Outcome<LogSource> read(Path log) throws IOException {
        try {
            return LogSource.read(log, key);
        } catch (LogSource.MissingKey e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private static Answer head(Checkpoint head) {
        return new Answer("OK " + head.mesh() + " " + head.size() + " " + head.root())
                .say(
                        Stream.of("between " + head.earliest() + " and " + head.latest()),
                        Json.field("mesh", Json.quote(head.mesh().urn())),
                        Json.field("size", Long.toString(head.size())),
                        Json.field("root", Json.quote(head.root().hex())),
                        Json.field("earliest", Json.quote(head.earliest().toString())),
                        Json.field("latest", Json.quote(head.latest().toString())));
    }

    private int answer(Outcome<Answer> outcome) {
        PrintWriter out = spec.commandLine().getOut();
        int code = outcome.fold(
                good -> {
                    out.println(json ? good.json() : good.text());
                    return 0;
                },
                no -> {
                    out.println(json ? Answer.refused(no) : "REFUSED " + no.reason() + " " + no.detail());
                    return 1;
                });
        out.flush();
        return code;
    }
}
