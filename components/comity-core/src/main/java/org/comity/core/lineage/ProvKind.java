package org.comity.core.lineage;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The statements of W3C PROV-DM, with the names that PROV-XML and PROV-JSON share. */
public enum ProvKind {
    ENTITY("entity"),
    ACTIVITY("activity", Slot.unknown("startTime", Term.TIME), Slot.unknown("endTime", Term.TIME)),
    AGENT("agent"),
    GENERATION("wasGeneratedBy", Slot.entity("entity"), Slot.unknown("activity", Term.ACTIVITY), Slot.time()),
    USAGE("used", Slot.activity("activity"), Slot.unknown("entity", Term.ENTITY), Slot.time()),
    COMMUNICATION("wasInformedBy", Slot.activity("informed"), Slot.activity("informant")),
    START(
            "wasStartedBy",
            Slot.activity("activity"),
            Slot.unknown("trigger", Term.ENTITY),
            Slot.unknown("starter", Term.ACTIVITY),
            Slot.time()),
    END(
            "wasEndedBy",
            Slot.activity("activity"),
            Slot.unknown("trigger", Term.ENTITY),
            Slot.unknown("ender", Term.ACTIVITY),
            Slot.time()),
    INVALIDATION("wasInvalidatedBy", Slot.entity("entity"), Slot.unknown("activity", Term.ACTIVITY), Slot.time()),
    DERIVATION(
            "wasDerivedFrom",
            Slot.entity("generatedEntity"),
            Slot.entity("usedEntity"),
            Slot.none("activity", Term.ACTIVITY),
            Slot.none("generation", Term.ANY),
            Slot.none("usage", Term.ANY)),
    ATTRIBUTION("wasAttributedTo", Slot.entity("entity"), Slot.agent("agent")),
    ASSOCIATION(
            "wasAssociatedWith",
            Slot.activity("activity"),
            Slot.unknown("agent", Term.AGENT),
            Slot.none("plan", Term.ENTITY)),
    DELEGATION(
            "actedOnBehalfOf",
            Slot.agent("delegate"),
            Slot.unknown("responsible", Term.AGENT),
            Slot.none("activity", Term.ACTIVITY)),
    INFLUENCE(
            "wasInfluencedBy",
            new Slot("influencee", Term.ANY, Absence.MALFORMED),
            new Slot("influencer", Term.ANY, Absence.MALFORMED)),
    SPECIALIZATION("specializationOf", Slot.entity("specificEntity"), Slot.entity("generalEntity")),
    ALTERNATE("alternateOf", Slot.entity("alternate1"), Slot.entity("alternate2")),
    MEMBERSHIP("hadMember", Slot.entity("collection"), Slot.entity("entity")),
    MENTION(
            "mentionOf",
            Slot.entity("specificEntity"),
            Slot.entity("generalEntity"),
            new Slot("bundle", Term.ANY, Absence.MALFORMED));

    /** What can stand in a slot. */
    public enum Term {
        ENTITY,
        ACTIVITY,
        AGENT,
        TIME,
        ANY
    }

    /** What it means that a slot is empty (PROV-CONSTRAINTS, section 4.1). */
    public enum Absence {
        /** The statement is not well formed. */
        MALFORMED,
        /** There is one, and it is not said which. */
        UNKNOWN,
        /** There is none. */
        NONE
    }

    /** A place in a statement. */
    public record Slot(String name, Term term, Absence absence) {
        static Slot entity(String name) {
            return new Slot(name, Term.ENTITY, Absence.MALFORMED);
        }

        static Slot activity(String name) {
            return new Slot(name, Term.ACTIVITY, Absence.MALFORMED);
        }

        static Slot agent(String name) {
            return new Slot(name, Term.AGENT, Absence.MALFORMED);
        }

        static Slot unknown(String name, Term term) {
            return new Slot(name, term, Absence.UNKNOWN);
        }

        static Slot none(String name, Term term) {
            return new Slot(name, term, Absence.NONE);
        }

        static Slot time() {
            return unknown("time", Term.TIME);
        }
    }

    private final String word;
    private final List<Slot> slots;

    ProvKind(String word, Slot... slots) {
        this.word = word;
        this.slots = List.of(slots);
    }

    /** The name in PROV-XML and PROV-JSON. */
    public String word() {
        return word;
    }

    /** The places, in the order of PROV-XML's schema but for times. */
    public List<Slot> slots() {
        return slots;
    }

    /** Whether it declares a thing: entity, activity or agent. */
    public boolean isThing() {
        return ordinal() <= AGENT.ordinal();
    }

    /** Whether it can carry an id. */
    public boolean hasId() {
        return ordinal() < SPECIALIZATION.ordinal();
    }

    /** The kind of that name. */
    public static Optional<ProvKind> ofWord(String word) {
        return Stream.of(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }
}
