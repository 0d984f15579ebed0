package org.comity.benchmarks;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.comity.core.boundary.StatementCheck;
import org.comity.core.boundary.Verification;
import org.comity.core.mesh.Octets;
import org.comity.core.mesh.Outcome;
import org.comity.core.observation.SignatureAlgorithm;
import org.comity.crypto.NoteKeys;
import org.comity.crypto.PathCredentialCheck;
import org.comity.crypto.ProviderSignatureCheck;
import org.comity.testkit.LocalMesh;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Verifying with the kit, and the bare verification of its provider. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class VerifyBenchmark {

    @Param({"ECDSA_P256_SHA256", "ED25519"})
    public SignatureAlgorithm algorithm = SignatureAlgorithm.ECDSA_P256_SHA256;

    @Param({"BOUNCY_CASTLE", "CORRETTO"})
    public Providers provider = Providers.BOUNCY_CASTLE;

    private Evidence evidence;
    private Verification verification;
    private PublicKey publicKey;
    private byte[] signedInfo;
    private byte[] signature;
    private int next;

    /** Signs the observations. */
    @Setup
    public void prepare() throws GeneralSecurityException {
        evidence = new Evidence(algorithm);
        verification = new Verification(
                LocalMesh.wire().reader(),
                new PathCredentialCheck(),
                new ProviderSignatureCheck(provider.own),
                new StatementCheck(LocalMesh.wire().statements(), new NoteKeys()));
        publicKey = provider.key(algorithm, evidence.keys.getPublic().getEncoded());
        LocalMesh.wire()
                .reader()
                .read(Octets.of(evidence.singles.get(0)))
                .then(envelope -> envelope.evidence()
                        .fold(
                                single -> {
                                    signedInfo = single.signedInfo().bytes();
                                    signature = single.signature().bytes();
                                    return Outcome.yes(single);
                                },
                                batched -> {
                                    throw new IllegalStateException("not signed singly");
                                }));
    }

    /** A fresh value, as from a channel: nothing is remembered of these octets. */
    private Octets next(List<byte[]> from) {
        next = (next + 1) % from.size();
        return Octets.of(from.get(next));
    }

    private boolean verified(Octets octets) {
        return verification
                .verify(octets, evidence.agreement, evidence::document)
                .fold(yes -> true, no -> {
                    throw new IllegalStateException(no.reason() + " " + no.detail());
                });
    }

    /** Octets to a verified observation, each with a signature of its own. */
    @Benchmark
    public boolean comitySingle() {
        return verified(next(evidence.singles));
    }

    /** Octets to a verified observation, each a member of a signing batch. */
    @Benchmark
    public boolean comityBatch() {
        return verified(next(evidence.batched));
    }

    /** What the provider needs for the equation alone. */
    @Benchmark
    public boolean bareVerify() throws GeneralSecurityException {
        return provider.verify(publicKey, algorithm, signedInfo, signature);
    }
}
