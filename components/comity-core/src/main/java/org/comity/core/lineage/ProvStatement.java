package org.comity.core.lineage;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One PROV statement.
 *
 * @param id a qualified name {@code prefix:local}; a name that begins with {@code _:} stands for something unnamed
 * @param slots by name: qualified names, or times as xsd:dateTime
 * @param attributes what else is said, in order
 * @param tick place of the event in the order of its bundle's own log, where that is known
 */
public record ProvStatement(
        ProvKind kind, Optional<String> id, Map<String, String> slots, List<Attribute> attributes, OptionalLong tick) {
    /** Text that stands for a value of a type, both qualified names but for the text. */
    public record Attribute(String name, String value, String type) {
        public Attribute {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(type, "type");
        }

        /** A string. */
        public static Attribute text(String name, String value) {
            return new Attribute(name, value, "xsd:string");
        }

        /** {@code prov:type} with a qualified name. */
        public static Attribute type(String name) {
            return new Attribute("prov:type", name, "xsd:QName");
        }
    }

    public ProvStatement {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(id, "id");
        slots = Map.copyOf(slots);
        attributes = List.copyOf(attributes);
        Objects.requireNonNull(tick, "tick");
    }

    /** A thing with what is said of it. */
    public static ProvStatement thing(ProvKind kind, String id, Attribute... attributes) {
        return new ProvStatement(kind, Optional.of(id), Map.of(), List.of(attributes), OptionalLong.empty());
    }

    /** A relation without id, its slots in the order of its kind. */
    public static ProvStatement relation(ProvKind kind, String... values) {
        Map<String, String> slots = new java.util.TreeMap<>();
        for (int i = 0; i < values.length; i++) {
            slots.put(kind.slots().get(i).name(), values[i]);
        }
        return new ProvStatement(kind, Optional.empty(), slots, List.of(), OptionalLong.empty());
    }

    /** With an id. */
    public ProvStatement named(String name) {
        return new ProvStatement(kind, Optional.of(name), slots, attributes, tick);
    }

    /** With another slot filled. */
    public ProvStatement with(String slot, String value) {
        Map<String, String> more = new java.util.TreeMap<>(slots);
        more.put(slot, value);
        return new ProvStatement(kind, id, more, attributes, tick);
    }

    /** With more said. */
    public ProvStatement saying(Attribute attribute) {
        List<Attribute> more = new java.util.ArrayList<>(attributes);
        more.add(attribute);
        return new ProvStatement(kind, id, slots, more, tick);
    }

    /** At that place of the log. */
    public ProvStatement at(long place) {
        return new ProvStatement(kind, id, slots, attributes, OptionalLong.of(place));
    }

    /** What stands in the slot. */
    public Optional<String> slot(String name) {
        return Optional.ofNullable(slots.get(name));
    }
}
