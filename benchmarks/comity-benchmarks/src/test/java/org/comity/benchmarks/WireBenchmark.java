package org.comity.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.comity.core.agreement.Party;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.SignatureAlgorithm;
import org.comity.crypto.PathCredentialCheck;
import org.comity.testkit.LocalMesh;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Reading, signing and the kept path, without the arithmetic of a signature each. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class WireBenchmark {

    private final Evidence evidence = new Evidence(SignatureAlgorithm.ECDSA_P256_SHA256);
    private final PathCredentialCheck credentials = new PathCredentialCheck();
    private int next;

    /** Octets to values, the signature unchecked. */
    @Benchmark
    public Object read() {
        next = (next + 1) % Evidence.BATCH;
        return LocalMesh.wire().reader().read(Octets.of(evidence.singles.get(next)));
    }

    /** A credential that was validated before. */
    @Benchmark
    public Object pathKept() {
        Party party = evidence.agreement.parties().get(0);
        return credentials.credential(evidence.voice.credential(), party.mesh(), party.anchors());
    }

    /** Values to signed octets, in batches. */
    @Benchmark
    @OperationsPerInvocation(Evidence.BATCH)
    public List<?> signBatch() {
        return LocalMesh.wire().writer().signBatch(evidence.cores, evidence.voice.signer());
    }
}
