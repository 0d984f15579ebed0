package org.comity.core.reconcile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.comity.core.mesh.Digest;
import org.comity.core.mesh.DigestTree;
import org.comity.core.picture.JointPicture;

/**
 * How each contention stands, by its id. Most are plain: nothing but their ruling is said of them, and that is kept as the
 * picture shows it. Immutable.
 *
 * @param ruled every contention, with what is ruled where its domain is not stopped
 * @param marked those of which more is to be said
 */
record Standings(DigestTree<JointPicture.Entry> ruled, DigestTree<Standing> marked) {

    static final Standings NONE = new Standings(JointPicture.of(List.of()), DigestTree.ofKeys());

    Optional<Standing> get(Digest id) {
        return marked.get(id).or(() -> ruled.get(id).map(Standing::plain));
    }

    private Standing of(JointPicture.Entry entry) {
        return marked.isEmpty()
                ? Standing.plain(entry)
                : marked.get(entry.contention().id()).orElseGet(() -> Standing.plain(entry));
    }

    /** All of them, sorted by id. */
    Stream<Standing> all() {
        return ruled.values().map(this::of);
    }

    /** With these, and without those that are gone and not among these. */
    Standings with(Collection<Standing> more, Collection<Digest> gone) {
        Map<Digest, Optional<JointPicture.Entry>> unruled = new HashMap<>();
        Map<Digest, Optional<Standing>> marks = new HashMap<>();
        gone.forEach(id -> {
            unruled.put(id, Optional.empty());
            marks.put(id, Optional.empty());
        });
        for (Standing one : more) {
            Digest id = one.contention().id();
            unruled.remove(id);
            if (!one.isPlain() || marked.containsKey(id)) {
                marks.put(id, Optional.of(one).filter(any -> !any.isPlain()));
            }
        }
        return new Standings(
                ruled.with(unruled)
                        .with(
                                more.stream().map(Standing::entry).toList(),
                                entry -> entry.contention().id(),
                                (before, after) -> after),
                marked.with(marks));
    }

    /** Hands out what changed since others. */
    void since(Standings before, Consumer<DigestTree.Change<Standing>> each) {
        Map<Digest, DigestTree.Change<Standing>> marks = new HashMap<>();
        marked.since(before.marked).forEach(mark -> marks.put(mark.key(), mark));
        ruled.since(before.ruled, change -> {
            marks.remove(change.key());
            each.accept(new DigestTree.Change<>(
                    change.key(),
                    change.before().map(before::of),
                    change.after().map(this::of)));
        });
        List<Digest> marksAlone = new ArrayList<>(marks.keySet());
        marksAlone.forEach(id -> each.accept(new DigestTree.Change<>(id, before.get(id), get(id))));
    }
}
