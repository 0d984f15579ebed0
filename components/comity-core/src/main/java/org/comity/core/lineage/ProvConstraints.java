package org.comity.core.lineage;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.comity.core.mesh.Outcome;
import org.comity.core.mesh.Reason;

/**
 * Checks statements against W3C PROV-CONSTRAINTS: keys merge or contradict, types exclude each other, events have an order.
 * Stricter than the recommendation in two points: an activity uses an entity once, and a delegation that names no activity is
 * not one for a named activity.
 */
public final class ProvConstraints {
    private static final String NONE = "-";
    private static final EnumSet<ProvKind> DISTINCT = EnumSet.complementOf(EnumSet.of(
            ProvKind.ENTITY,
            ProvKind.ACTIVITY,
            ProvKind.AGENT,
            ProvKind.DERIVATION,
            ProvKind.INFLUENCE,
            ProvKind.SPECIALIZATION,
            ProvKind.ALTERNATE,
            ProvKind.MEMBERSHIP,
            ProvKind.MENTION));

    /** A statement whose every place is a term. */
    private record Fact(ProvStatement said, int id, Map<String, Integer> slots) {
        ProvKind kind() {
            return said.kind();
        }

        int slot(String name) {
            return java.util.Objects.requireNonNull(slots.get(name), name);
        }
    }

    private static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final Reason reason;

        Broken(Reason reason, String detail) {
            super(detail);
            this.reason = reason;
        }
    }

    private final Unification terms = new Unification();
    private final List<Fact> facts = new ArrayList<>();

    private ProvConstraints() {}

    /** Whether the document and each of its bundles satisfy the constraints, each on its own. */
    public static Outcome<ProvDocument> check(ProvDocument document) {
        Outcome<Integer> outcome = instance(document.statements());
        for (List<ProvStatement> bundle : document.bundles().values()) {
            outcome = outcome.then(any -> instance(bundle));
        }
        return outcome.map(any -> document);
    }

    /**
     * Whether statements that all speak of one world satisfy the constraints.
     *
     * @return how many facts there are after merging; MALFORMED, LINEAGE_CONTRADICTS, GENERATED_TWICE or LINEAGE_CYCLE
     *     otherwise
     */
    public static Outcome<Integer> instance(List<ProvStatement> statements) {
        ProvConstraints instance = new ProvConstraints();
        try {
            statements.forEach(instance::assume);
            int merged = instance.merge();
            instance.types();
            instance.order();
            return Outcome.yes(merged);
        } catch (Broken e) {
            return Outcome.no(e.reason, String.valueOf(e.getMessage()));
        }
    }

    private void assume(ProvStatement said) {
        Map<String, Integer> slots = new HashMap<>();
        for (ProvKind.Slot slot : said.kind().slots()) {
            Optional<String> value = said.slot(slot.name());
            if (value.isEmpty() && slot.absence() == ProvKind.Absence.MALFORMED) {
                throw new Broken(Reason.MALFORMED, said.kind().word() + " lacks its " + slot.name());
            }
            boolean none = slot.absence() == ProvKind.Absence.NONE && !isImplied(said, slot);
            slots.put(slot.name(), value.map(terms::of).orElseGet(() -> none ? terms.of(NONE) : terms.unknown()));
        }
        facts.add(new Fact(said, said.id().map(terms::of).orElseGet(terms::unknown), slots));
        imply(facts.get(facts.size() - 1));
    }

    /** A derivation by a named activity has a generation and a usage, named or not. */
    private static boolean isImplied(ProvStatement said, ProvKind.Slot slot) {
        return said.kind() == ProvKind.DERIVATION
                && slot.term() == ProvKind.Term.ANY
                && said.slot("activity").isPresent();
    }

    /** Inferences 9 to 11: what a derivation, a start or an end says of generations and usages. */
    private void imply(Fact fact) {
        ProvStatement said = fact.said();
        if (said.kind() == ProvKind.DERIVATION) {
            if (said.slot("activity").isPresent()) {
                event(
                        ProvKind.GENERATION,
                        fact.slot("generation"),
                        fact.slot("generatedEntity"),
                        fact.slot("activity"));
                event(ProvKind.USAGE, fact.slot("usage"), fact.slot("usedEntity"), fact.slot("activity"));
            } else if (said.slot("generation").isPresent() || said.slot("usage").isPresent()) {
                throw new Broken(Reason.LINEAGE_CONTRADICTS, "a derivation by no activity has no generation or usage");
            }
        }
        String other = said.kind() == ProvKind.START ? "starter" : "ender";
        boolean begins = said.kind() == ProvKind.START || said.kind() == ProvKind.END;
        if (begins && said.slot("trigger").isPresent() && said.slot(other).isPresent()) {
            event(ProvKind.GENERATION, terms.unknown(), fact.slot("trigger"), fact.slot(other));
        }
    }

    private void event(ProvKind kind, int id, int entity, int activity) {
        Map<String, Integer> slots = Map.of("entity", entity, "activity", activity, "time", terms.unknown());
        facts.add(new Fact(ProvStatement.relation(kind), id, slots));
    }

    /** Constraints 22 to 29: merges until nothing more follows. */
    private int merge() {
        Set<Fact> gone = new HashSet<>();
        boolean moved = true;
        while (moved) {
            moved = false;
            Map<String, Fact> keys = new HashMap<>();
            for (Fact fact : facts) {
                for (String key : keys(fact)) {
                    Fact first = keys.putIfAbsent(key, fact);
                    if (first != null && first != fact && unite(first, fact)) {
                        moved = true;
                    }
                }
            }
            moved |= times();
        }
        Map<List<Object>, Fact> distinct = new HashMap<>();
        for (Fact fact : facts) {
            if (distinct.putIfAbsent(List.of(fact.kind(), terms.find(fact.id())), fact) != null) {
                gone.add(fact);
            }
        }
        return facts.size() - gone.size();
    }

    private List<String> keys(Fact fact) {
        List<String> keys = new ArrayList<>();
        if (fact.kind().hasId()) {
            keys.add(fact.kind() + " " + terms.find(fact.id()));
        }
        switch (fact.kind()) {
            case GENERATION, INVALIDATION, USAGE -> keys.add(pair(fact, "entity", "activity"));
            case START -> keys.add(pair(fact, "activity", "starter"));
            case END -> keys.add(pair(fact, "activity", "ender"));
            case MENTION -> keys.add(fact.kind() + "=" + terms.find(fact.slot("specificEntity")));
            default -> {}
        }
        return keys;
    }

    private String pair(Fact fact, String one, String other) {
        return fact.kind() + "=" + terms.find(fact.slot(one)) + " " + terms.find(fact.slot(other));
    }

    /** Whether anything became the same that was not before. */
    private boolean unite(Fact one, Fact other) {
        boolean changed = false;
        if (one.kind().hasId()) {
            changed = same(one, one.id(), other.id());
        }
        for (Map.Entry<String, Integer> slot : one.slots().entrySet()) {
            changed |= same(one, slot.getValue(), other.slot(slot.getKey()));
        }
        return changed;
    }

    private boolean same(Fact fact, int one, int other) {
        if (terms.find(one) == terms.find(other)) {
            return false;
        }
        if (!terms.unify(one, other)) {
            boolean twice = fact.kind() == ProvKind.GENERATION;
            throw new Broken(
                    twice ? Reason.GENERATED_TWICE : Reason.LINEAGE_CONTRADICTS,
                    fact.kind().word() + ": " + name(one) + " is not " + name(other));
        }
        return true;
    }

    private String name(int term) {
        return terms.name(term).orElse("unnamed");
    }

    /** Constraints 28 and 29: an activity's times are those of its start and end. */
    private boolean times() {
        Map<Integer, Fact> activities = new HashMap<>();
        facts.stream()
                .filter(fact -> fact.kind() == ProvKind.ACTIVITY)
                .forEach(fact -> activities.put(terms.find(fact.id()), fact));
        boolean changed = false;
        for (Fact fact : facts) {
            boolean starts = fact.kind() == ProvKind.START;
            if (starts || fact.kind() == ProvKind.END) {
                Fact activity = activities.get(terms.find(fact.slot("activity")));
                if (activity != null) {
                    changed |= same(fact, activity.slot(starts ? "startTime" : "endTime"), fact.slot("time"));
                }
            }
        }
        return changed;
    }

    /** Constraints 50 to 56: what is one kind of thing is not another. */
    private void types() {
        Set<Integer> entities = new HashSet<>();
        Set<Integer> activities = new HashSet<>();
        Set<Integer> things = new HashSet<>();
        Set<Integer> empty = new HashSet<>();
        Map<Integer, ProvKind> relations = new HashMap<>();
        for (Fact fact : facts) {
            int id = terms.find(fact.id());
            if (fact.kind().isThing()) {
                things.add(id);
            }
            if (fact.kind() == ProvKind.ENTITY) {
                entities.add(id);
            }
            if (fact.kind() == ProvKind.ACTIVITY) {
                activities.add(id);
            }
            if (fact.said().attributes().contains(ProvStatement.Attribute.type("prov:EmptyCollection"))) {
                empty.add(id);
            }
            if (DISTINCT.contains(fact.kind())) {
                require(relations.getOrDefault(id, fact.kind()) == fact.kind(), "one id of two relations", id);
                relations.put(id, fact.kind());
            }
            for (ProvKind.Slot slot : fact.kind().slots()) {
                int term = terms.find(fact.slot(slot.name()));
                boolean none = terms.name(term).filter(NONE::equals).isPresent();
                if (slot.term() == ProvKind.Term.ENTITY && !none) {
                    entities.add(term);
                }
                if (slot.term() == ProvKind.Term.ACTIVITY && !none) {
                    activities.add(term);
                }
            }
        }
        things.addAll(entities);
        things.addAll(activities);
        entities.forEach(one -> require(!activities.contains(one), "an entity is no activity", one));
        relations.keySet().forEach(one -> require(!things.contains(one), "a relation is no thing", one));
        facts.stream()
                .filter(fact -> fact.kind() == ProvKind.MEMBERSHIP)
                .map(fact -> terms.find(fact.slot("collection")))
                .forEach(one -> require(!empty.contains(one), "an empty collection has no member", one));
    }

    private void require(boolean good, String why, int term) {
        if (!good) {
            throw new Broken(Reason.LINEAGE_CONTRADICTS, why + ": " + name(term));
        }
    }

    /** Constraints 30 to 49 and 52. */
    private void order() {
        EventOrder order = new EventOrder();
        EventOrder special = new EventOrder();
        for (Fact fact : facts) {
            new EventEdges(order, slot -> terms.find(fact.slot(slot)), terms.find(fact.id())).add(fact.kind());
            if (fact.kind() == ProvKind.SPECIALIZATION || fact.kind() == ProvKind.MENTION) {
                special.before(
                        name(terms.find(fact.slot("specificEntity"))), name(terms.find(fact.slot("generalEntity"))));
            }
        }
        special.contradiction().ifPresent(one -> {
            throw new Broken(Reason.LINEAGE_CYCLE, one + " specializes itself");
        });
        order.contradiction().ifPresent(one -> {
            String[] event = one.split(" ", 2);
            throw new Broken(
                    Reason.LINEAGE_CYCLE, event[0] + " of " + name(Integer.parseInt(event[1])) + " precedes itself");
        });
    }
}
