package org.comity.core.picture;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.comity.core.arbitration.Ruling;
import org.comity.core.contention.Contention;
import org.comity.core.control.Frontiers;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.DigestTree;
import org.comity.core.mesh.Encoding;
import org.jspecify.annotations.Nullable;

/**
 * What all that was admitted says together, labelled with the frontiers that it is the fold of. Two pictures share what they
 * have in common.
 */
public final class JointPicture {

    /** One contention and its ruling. */
    public static final class Entry {
        private final Contention contention;

        /** Null where it is that of the only candidate, which {@code values} say. */
        private final @Nullable Ruling ruling;

        private final List<Ruling.Value> values;
        private volatile @Nullable Digest digest;

        /** The ruling is about the contention. */
        public Entry(Contention contention, Ruling ruling) {
            this.contention = Objects.requireNonNull(contention, "contention");
            if (!ruling.contention().equals(contention.id())) {
                throw new IllegalArgumentException("the ruling is about another contention");
            }
            this.values = ruling.rows().size() == 1 ? ruling.rows().get(0).values() : List.of();
            boolean only = contention.candidates().size() == 1 && ruling.equals(ofOnly());
            this.ruling = only ? null : ruling;
        }

        /** How it ended: that of {@link #ruling}. */
        public Ruling.Resolution resolution() {
            return ruling == null ? Ruling.Resolution.PREVAILS : ruling.resolution();
        }

        private Ruling ofOnly() {
            return Ruling.only(contention.id(), contention.candidates().get(0).oid(), values);
        }

        /** What competes. */
        public Contention contention() {
            return contention;
        }

        /** What prevails. */
        public Ruling ruling() {
            Ruling kept = ruling;
            return kept != null ? kept : ofOnly();
        }

        /** "comity-entry-v1": domain, features, what is superseded, and the ruling with every value. */
        public Digest digest() {
            Digest known = digest;
            if (known == null) {
                Encoding out = Encoding.of("comity-entry-v1")
                        .text(contention.domain().name())
                        .list(contention.group().features(), (into, feature) -> into.text(feature.name()))
                        .list(contention.superseded(), (into, fact) -> into.oid(fact.oid()));
                ruling().encode(out);
                known = out.digest();
                digest = known;
            }
            return known;
        }

        @Override
        public boolean equals(Object other) {
            return this == other
                    || other instanceof Entry that
                            && contention.equals(that.contention)
                            && ruling().equals(that.ruling());
        }

        @Override
        public int hashCode() {
            return contention.hashCode();
        }

        @Override
        public String toString() {
            return "Entry[" + ruling() + "]";
        }
    }

    private final Frontiers frontiers;
    private final Digest agreement;
    private final DigestTree<Entry> byContention;

    /**
     * @param agreement digest of the epoch in force
     * @param byContention each entry under the id of its contention
     */
    public JointPicture(Frontiers frontiers, Digest agreement, DigestTree<Entry> byContention) {
        this.frontiers = Objects.requireNonNull(frontiers, "frontiers");
        this.agreement = Objects.requireNonNull(agreement, "agreement");
        this.byContention = Objects.requireNonNull(byContention, "byContention");
    }

    /** Entries under the ids of their contentions. */
    public static DigestTree<Entry> of(Collection<Entry> entries) {
        return DigestTree.of(entries, entry -> entry.contention().id(), (id, entry) -> entry.digest());
    }

    /** Where it stands. */
    public Frontiers frontiers() {
        return frontiers;
    }

    /** Digest of the epoch in force. */
    public Digest agreement() {
        return agreement;
    }

    /** Each entry under the id of its contention. */
    public DigestTree<Entry> byContention() {
        return byContention;
    }

    /** All entries, sorted by contention id: a fresh list. */
    public List<Entry> entries() {
        return byContention.values().toList();
    }

    /** The digest of all rulings with every value, and of what they are about: that of {@link #byContention}. */
    public Digest rulingsDigest() {
        return byContention.digest();
    }

    /** "comity-picture-v2": frontiers, agreement, then the digest of the rulings. */
    public Digest digest() {
        return Encoding.of("comity-picture-v2")
                .digest(frontiers.digest())
                .digest(agreement)
                .digest(rulingsDigest())
                .digest();
    }

    /** What changed since another picture: entries that are new or differ, and ids that are gone. */
    public Delta since(JointPicture before) {
        List<Entry> changed = new ArrayList<>();
        List<Digest> gone = new ArrayList<>();
        for (DigestTree.Change<Entry> change : byContention.since(before.byContention)) {
            change.after().ifPresentOrElse(changed::add, () -> gone.add(change.key()));
        }
        return new Delta(this, changed, gone);
    }

    /** The entry of that contention. */
    public Optional<Entry> entry(Digest contention) {
        return byContention.get(contention);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JointPicture that
                && frontiers.equals(that.frontiers)
                && agreement.equals(that.agreement)
                && byContention.equals(that.byContention);
    }

    @Override
    public int hashCode() {
        return frontiers.hashCode();
    }

    @Override
    public String toString() {
        return "JointPicture[" + byContention.size() + " contentions]";
    }

    /** A step from one picture to the next, sorted by contention id. */
    public record Delta(JointPicture picture, List<Entry> changed, List<Digest> gone) {
        public Delta {
            Objects.requireNonNull(picture, "picture");
            changed = List.copyOf(changed);
            gone = List.copyOf(gone);
        }
    }
}
