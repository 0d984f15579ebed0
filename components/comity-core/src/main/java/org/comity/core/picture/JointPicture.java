package org.comity.core.picture;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.comity.core.arbitration.Ruling;
import org.comity.core.contention.Contention;
import org.comity.core.control.Frontiers;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.Encoding;

/**
 * What all that was admitted says together, labelled with the frontiers that it is the fold of.
 *
 * @param agreement digest of the epoch in force
 * @param entries sorted by contention id
 */
public record JointPicture(Frontiers frontiers, Digest agreement, List<Entry> entries) {

    /** One contention and its ruling. */
    public record Entry(Contention contention, Ruling ruling) {
        public Entry {
            Objects.requireNonNull(contention, "contention");
            if (!ruling.contention().equals(contention.id())) {
                throw new IllegalArgumentException("the ruling is about another contention");
            }
        }
    }

    public JointPicture {
        Objects.requireNonNull(frontiers, "frontiers");
        Objects.requireNonNull(agreement, "agreement");
        entries = entries.stream()
                .sorted(Comparator.comparing(entry -> entry.ruling().contention()))
                .toList();
    }

    /** "comity-rulings-v1": every ruling with every value. */
    public Digest rulingsDigest() {
        return Encoding.of("comity-rulings-v1")
                .list(entries, (out, entry) -> entry.ruling().encode(out))
                .digest();
    }

    /** "comity-picture-v1": frontiers, agreement, then each contention, what is superseded in it, and its ruling. */
    public Digest digest() {
        return Encoding.of("comity-picture-v1")
                .digest(frontiers.digest())
                .digest(agreement)
                .list(entries, JointPicture::encode)
                .digest();
    }

    private static void encode(Encoding out, Entry entry) {
        out.text(entry.contention().domain().name());
        out.list(entry.contention().group().features(), (into, feature) -> into.text(feature.name()));
        out.list(entry.contention().superseded(), (into, fact) -> into.oid(fact.oid()));
        entry.ruling().encode(out);
    }

    /** What changed since another picture: entries that are new or differ, and ids that are gone. */
    public Delta since(JointPicture before) {
        Map<Digest, Entry> old = new TreeMap<>();
        before.entries().forEach(entry -> old.put(entry.ruling().contention(), entry));
        List<Entry> changed = entries.stream()
                .filter(entry -> !entry.equals(old.remove(entry.ruling().contention())))
                .toList();
        return new Delta(this, changed, List.copyOf(old.keySet()));
    }

    /** The entry of that contention. */
    public Optional<Entry> entry(Digest contention) {
        return entries.stream()
                .filter(entry -> entry.ruling().contention().equals(contention))
                .findFirst();
    }

    /** A step from one picture to the next. */
    public record Delta(JointPicture picture, List<Entry> changed, List<Digest> gone) {
        public Delta {
            Objects.requireNonNull(picture, "picture");
            changed = List.copyOf(changed);
            gone = List.copyOf(gone);
        }
    }
}
