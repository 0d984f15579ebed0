package org.comity.feeds.mapped;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.comity.core.observation.Label;
import org.comity.feeds.Fault;
import org.comity.feeds.Place;

/** The confidentiality label that a record carries. */
record LabelRule(Template policy, Template classification, List<CategoryRule> categories) {

    /** One value of one tag. Where the record has none, a restrictive tag does not fit; the others are left out. */
    record CategoryRule(Template tag, Label.TagType type, Template value) {}

    Label label(Line line) {
        Template.Filled policyText = policy.fill(line);
        Template.Filled classText = classification.fill(line);
        List<Label.Category> found = new ArrayList<>();
        for (CategoryRule one : categories) {
            Optional<Template.Filled> value = one.type() == Label.TagType.RESTRICTIVE
                    ? Optional.of(one.value().fill(line))
                    : one.value().fillWherePresent(line);
            value.ifPresent(text -> found.add(category(one, line, text)));
        }
        return made(classText.place(), () -> new Label(policyText.text(), classText.text(), found));
    }

    private static Label.Category category(CategoryRule one, Line line, Template.Filled value) {
        return made(value.place(), () -> new Label.Category(one.tag().fill(line).text(), one.type(), value.text()));
    }

    private static <T> T made(Place place, java.util.function.Supplier<T> maker) {
        try {
            return maker.get();
        } catch (IllegalArgumentException broken) {
            throw new Unfit(
                    Fault.NOT_A_NAME,
                    place,
                    "label",
                    Optional.ofNullable(broken.getMessage()).orElse("the value cannot be a name"));
        }
    }
}
