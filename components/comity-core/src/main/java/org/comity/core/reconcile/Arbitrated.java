package org.comity.core.reconcile;

import org.comity.core.arbitration.Ruling;
import org.comity.core.control.Statement;
import org.comity.core.ledger.LeafKind;
import org.comity.core.ledger.LedgerLeaf;
import org.comity.core.picture.JointPicture;

/** The end of the flow: the joint picture at a vector of frontiers, and all that led to it. */
public final class Arbitrated {

    private final Detected detected;
    private final JointPicture picture;

    Arbitrated(Detected detected, JointPicture picture) {
        this.detected = detected;
        this.picture = picture;
    }

    /** The step before. */
    public Detected detected() {
        return detected;
    }

    /** The picture. */
    public JointPicture picture() {
        return picture;
    }

    /** The leaf by which a ledger records that ruling, for as long as the ledger stands. */
    public static LedgerLeaf leaf(Ruling ruling) {
        return LedgerLeaf.of(LeafKind.RULING, Recorder.subject(ruling));
    }

    /** What a side signs so that the other can compare: the digests at these frontiers. */
    public Statement.Certificate certificate() {
        return new Statement.Certificate(
                picture.frontiers(), detected.certificate().digest(), picture.rulingsDigest(), picture.digest());
    }
}
