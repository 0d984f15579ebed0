package org.comity.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.comity.core.boundary.Verification;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.SignatureAlgorithm;
import org.comity.testkit.LocalMesh;

/** How much heap a verified observation keeps, by the heap's growth over many. */
final class Retained {

    private static final int MANY = 20_000;

    private Retained() {}

    static String report() {
        Evidence evidence = new Evidence(SignatureAlgorithm.ECDSA_P256_SHA256);
        Verification verification = LocalMesh.verification();
        List<Object> kept = new ArrayList<>(MANY);
        kept.add(verified(verification, evidence, 0));
        long before = used();
        long octets = 0;
        for (int i = 1; i < MANY; i++) {
            kept.add(verified(verification, evidence, i));
            octets += evidence.batched.get(i % Evidence.BATCH).length;
        }
        long each = (used() - before) / (MANY - 1);
        long wire = octets / (kept.size() - 1);
        return "retained by a verified observation: " + each + " octets of heap, for " + wire + " octets on the wire";
    }

    private static Object verified(Verification verification, Evidence evidence, int number) {
        Octets octets = Octets.of(evidence.batched.get(number % Evidence.BATCH));
        return verification.verify(octets, evidence.agreement, evidence::document);
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
