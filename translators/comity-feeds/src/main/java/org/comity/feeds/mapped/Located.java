package org.comity.feeds.mapped;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.comity.feeds.Place;

/**
 * A JSON value and where it stands.
 *
 * @param text of a text, number or truth value as it is spelled; empty else
 * @param members of an object, in the order of the document
 * @param items of a list
 * @param from its first octet
 * @param to the octet after its last
 */
record Located(
        Kind kind,
        String text,
        Map<String, Located> members,
        List<Located> items,
        Place place,
        int from,
        int to,
        int line) {

    /** What stands there. */
    enum Kind {
        TEXT,
        NOTHING,
        LIST,
        OBJECT
    }

    /**
     * The value that a JSON pointer (RFC 6901) leads to, where {@code *} stands for the only member of an object. Empty where
     * there is none.
     */
    Optional<Located> at(String pointer) {
        Located here = this;
        for (String step :
                pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/", -1)) {
            Optional<Located> next = here.step(step);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            here = next.get();
        }
        return Optional.of(here);
    }

    /**
     * What a pointer leads to where {@code *} is also every item of a list. An item that has nothing at the rest of the pointer is
     * among them, without a value.
     */
    List<Below> all(String pointer) {
        Stream<Below> here = Stream.of(new Below(Optional.of(this), this));
        for (String step :
                pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/", -1)) {
            here = here.flatMap(one -> one.step(step));
        }
        return here.toList();
    }

    /**
     * What a pointer led to.
     *
     * @param parent the item that its last {@code *} passed; where the pointer starts, if it passed none
     */
    record Below(Optional<Located> value, Located parent) {
        private Stream<Below> step(String step) {
            return step.equals("*")
                            && value.filter(one -> one.kind == Kind.LIST).isPresent()
                    ? value.orElseThrow().items.stream().map(item -> new Below(Optional.of(item), item))
                    : Stream.of(new Below(value.flatMap(one -> one.step(step)), parent));
        }
    }

    private Optional<Located> step(String step) {
        if (kind == Kind.OBJECT && step.equals("*")) {
            return members.size() == 1 ? members.values().stream().findFirst() : Optional.empty();
        }
        if (kind == Kind.OBJECT) {
            return Optional.ofNullable(members.get(step.replace("~1", "/").replace("~0", "~")));
        }
        boolean index = kind == Kind.LIST && step.matches("0|[1-9]\\d{0,6}") && Integer.parseInt(step) < items.size();
        return index ? Optional.of(items.get(Integer.parseInt(step))) : Optional.empty();
    }

    /** What a template sees. */
    Cell cell() {
        return switch (kind) {
            case TEXT -> text.isBlank() ? Cell.absent(place) : Cell.text(text.strip(), place);
            case NOTHING -> Cell.absent(place);
            case LIST, OBJECT -> Cell.structure(place);
        };
    }
}
