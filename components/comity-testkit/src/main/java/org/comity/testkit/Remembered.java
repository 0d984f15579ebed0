package org.comity.testkit;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.comity.core.agreement.Agreement;
import org.comity.core.boundary.Envelope;
import org.comity.core.boundary.EnvelopeReader;
import org.comity.core.boundary.SignatureCheck;
import org.comity.core.boundary.StatementCodec;
import org.comity.core.control.Statement;
import org.comity.core.control.StatementKind;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.observation.SignatureAlgorithm;

/**
 * What many meshes of one simulation would each work out alike: readings of octets and verdicts on signatures are functions of
 * their input alone, so the second mesh is told what the first one found. Thread-safe.
 */
final class Remembered implements EnvelopeReader, SignatureCheck, StatementCodec {
    private static final int KEPT_MAX = 4_096;

    private final EnvelopeReader reader;
    private final SignatureCheck signatures;
    private final StatementCodec statements;
    private final Map<Object, Object> known = new ConcurrentHashMap<>();

    Remembered(EnvelopeReader reader, SignatureCheck signatures, StatementCodec statements) {
        this.reader = reader;
        this.signatures = signatures;
        this.statements = statements;
    }

    @SuppressWarnings("unchecked")
    private <V> V once(List<Object> input, Supplier<V> work) {
        if (known.size() > KEPT_MAX) {
            known.clear();
        }
        return (V) known.computeIfAbsent(input, any -> work.get());
    }

    @Override
    public Outcome<Envelope> read(Octets octets) {
        return once(List.of("envelope", octets), () -> reader.read(octets));
    }

    @Override
    public boolean verify(Octets publicKey, SignatureAlgorithm algorithm, byte[] message, byte[] signature) {
        return once(
                List.of(publicKey, algorithm, Octets.of(message), Octets.of(signature)),
                () -> signatures.verify(publicKey, algorithm, message, signature));
    }

    @Override
    public Outcome<Statement> read(StatementKind kind, Octets octets) {
        return once(List.of(kind, octets), () -> statements.read(kind, octets));
    }

    @Override
    public Outcome<Agreement> agreement(Octets document) {
        return once(List.of("agreement", document), () -> statements.agreement(document));
    }

    @Override
    public Octets write(Statement statement) {
        return statements.write(statement);
    }
}
