package org.comity.core.lineage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;

/**
 * What a lineage that this project writes must satisfy beyond PROV-CONSTRAINTS: all bundles speak of one world, every entity has
 * one generation, and a bundle's log has it before every use.
 */
public final class OwnLineage {
    private OwnLineage() {}

    /** The document; a no with GENERATED_TWICE, GENERATED_AFTER_USE, or a reason of {@link ProvConstraints}. */
    public static Outcome<ProvDocument> check(ProvDocument document) {
        List<ProvStatement> all = new ArrayList<>(document.statements());
        document.bundles().values().forEach(all::addAll);
        Outcome<ProvDocument> outcome = once(document, all);
        for (List<ProvStatement> bundle : document.bundles().values()) {
            outcome = outcome.then(any -> inOrder(document, bundle));
        }
        return outcome.then(ProvConstraints::check)
                .then(any -> ProvConstraints.instance(all))
                .map(any -> document);
    }

    private static Outcome<ProvDocument> once(ProvDocument document, List<ProvStatement> all) {
        Map<String, Optional<String>> activities = new HashMap<>();
        for (ProvStatement one : all) {
            if (one.kind() == ProvKind.GENERATION) {
                String entity = one.slot("entity").orElse("");
                Optional<String> activity = one.slot("activity");
                Optional<String> before = activities.putIfAbsent(entity, activity);
                if (before != null && !before.equals(activity)) {
                    return Outcome.no(Reason.GENERATED_TWICE, entity);
                }
            }
        }
        return Outcome.yes(document);
    }

    private static Outcome<ProvDocument> inOrder(ProvDocument document, List<ProvStatement> bundle) {
        Map<String, Long> generated = new HashMap<>();
        bundle.stream()
                .filter(one -> one.kind() == ProvKind.GENERATION && one.tick().isPresent())
                .forEach(one ->
                        generated.put(one.slot("entity").orElse(""), one.tick().getAsLong()));
        for (ProvStatement one : bundle) {
            String entity = one.slot("entity").orElse("");
            if (one.kind() == ProvKind.USAGE
                    && one.tick().isPresent()
                    && generated.getOrDefault(entity, 0L) > one.tick().getAsLong()) {
                return Outcome.no(
                        Reason.GENERATED_AFTER_USE,
                        entity + ", used at leaf " + one.tick().getAsLong() + ", generated at "
                                + generated.get(entity));
            }
        }
        return Outcome.yes(document);
    }
}
