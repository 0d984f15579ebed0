package org.comity.core.lineage;

import java.util.function.ToIntFunction;

/**
 * The order of events that one statement says (PROV-CONSTRAINTS, constraints 30 to 49). All generations of an entity are
 * simultaneous, so each entity has one generation and one invalidation here, each activity one start and one end.
 */
final class EventEdges {
    private static final String GENERATION = "generation ";
    private static final String INVALIDATION = "invalidation ";
    private static final String START = "start ";
    private static final String END = "end ";
    private static final String USAGE = "usage ";

    private final EventOrder order;
    private final ToIntFunction<String> slot;
    private final int id;

    EventEdges(EventOrder order, ToIntFunction<String> slot, int id) {
        this.order = order;
        this.slot = slot;
        this.id = id;
    }

    private String generation(String of) {
        int term = slot.applyAsInt(of);
        order.notAfter(GENERATION + term, INVALIDATION + term);
        return GENERATION + term;
    }

    private String invalidation(String of) {
        return INVALIDATION + slot.applyAsInt(of);
    }

    private String start(String of) {
        int term = slot.applyAsInt(of);
        order.notAfter(START + term, END + term);
        return START + term;
    }

    private String end(String of) {
        return END + slot.applyAsInt(of);
    }

    private void within(String event, String activity) {
        order.notAfter(start(activity), event);
        order.notAfter(event, end(activity));
    }

    private void during(String event, String entity) {
        order.notAfter(generation(entity), event);
        order.notAfter(event, invalidation(entity));
    }

    void add(ProvKind kind) {
        switch (kind) {
            case GENERATION -> within(generation("entity"), "activity");
            case INVALIDATION -> within(invalidation("entity"), "activity");
            case USAGE -> {
                within(USAGE + id, "activity");
                during(USAGE + id, "entity");
            }
            case COMMUNICATION -> order.notAfter(start("informant"), end("informed"));
            case START -> {
                during(start("activity"), "trigger");
                order.notAfter(start("starter"), start("activity"));
            }
            case END -> {
                during(end("activity"), "trigger");
                order.notAfter(start("ender"), end("activity"));
            }
            case DERIVATION -> order.before(generation("usedEntity"), generation("generatedEntity"));
            case SPECIALIZATION, MENTION -> {
                order.notAfter(generation("generalEntity"), generation("specificEntity"));
                order.notAfter(invalidation("specificEntity"), invalidation("generalEntity"));
            }
            case ASSOCIATION -> {
                order.notAfter(start("activity"), invalidation("agent"));
                order.notAfter(generation("agent"), end("activity"));
                order.notAfter(start("agent"), end("activity"));
                order.notAfter(start("activity"), end("agent"));
            }
            case ATTRIBUTION -> {
                order.notAfter(generation("agent"), generation("entity"));
                order.notAfter(start("agent"), generation("entity"));
            }
            case DELEGATION -> {
                order.notAfter(generation("responsible"), invalidation("delegate"));
                order.notAfter(start("responsible"), end("delegate"));
            }
            case ENTITY, ACTIVITY, AGENT, INFLUENCE, ALTERNATE, MEMBERSHIP -> {}
        }
    }
}
