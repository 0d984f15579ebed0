package org.comity.feeds.mapped;

import java.time.Duration;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.comity.core.observation.Label;

/** Reads the rules of a mapping file. */
final class RuleFile {
    static final Set<String> RULE_KEYS = Set.of(
            "when",
            "unless",
            "authority",
            "feature",
            "property",
            "time",
            "made",
            "label",
            "result",
            "terms",
            "identity",
            "retracted");
    static final Set<String> NAME_KEYS = Set.of("scheme", "value");
    static final Set<String> LABEL_KEYS = Set.of("policy", "classification", "categories");
    static final Set<String> CATEGORY_KEYS = Set.of("tag", "type", "value");
    static final Set<String> TIME_KEYS = Set.of("value", "until", "pattern", "zone", "period", "uncertainty");
    static final Set<String> RESULT_KEYS = Set.of("media-type", "fields", "lines");
    static final Set<String> IDENTITY_KEYS = Set.of("series", "edition", "record");

    /** What templates may name; collects what they do name. */
    record Names(Source source, Set<String> tables, Set<String> special, Set<String> used) {
        void require(Yaml yaml, String reference) {
            if (!special.contains(reference) && !source.knows(reference)) {
                throw yaml.unclear("names " + reference + ", which the source does not have");
            }
            used.add(reference);
        }
    }

    private RuleFile() {}

    static Rule rule(Yaml yaml, Names names) {
        yaml.only(RULE_KEYS);
        return new Rule(
                condition(yaml, "when", names),
                condition(yaml, "unless", names),
                template(yaml.require("authority"), names),
                name(yaml.require("feature").only(NAME_KEYS), "scheme", "value", names),
                name(yaml.require("property").only(NAME_KEYS), "scheme", "value", names),
                time(yaml.require("time"), names),
                yaml.get("made").map(made -> time(made, names)),
                yaml.get("label").map(label -> label(label.only(LABEL_KEYS), names)),
                result(yaml.require("result").only(RESULT_KEYS), names),
                terms(yaml, names),
                identity(yaml.require("identity").only(IDENTITY_KEYS), names),
                condition(yaml, "retracted", names));
    }

    /** The condition under the key, or the one that says nothing. */
    private static Rule.Condition condition(Yaml yaml, String key, Names names) {
        return yaml.get(key).map(when -> condition(when, names)).orElse(new Rule.Condition(Map.of()));
    }

    static Rule.Condition condition(Yaml yaml, Names names) {
        Map<String, Set<String>> values = new LinkedHashMap<>();
        yaml.members().forEach((reference, texts) -> {
            names.require(yaml, reference);
            values.put(reference, Set.copyOf(texts.texts()));
        });
        if (values.isEmpty()) {
            throw yaml.unclear("must name at least one column");
        }
        return new Rule.Condition(values);
    }

    private static Template template(Yaml yaml, Names names) {
        try {
            Template template = Template.parse(yaml.text());
            template.columns().forEach(column -> names.require(yaml, column));
            for (String table : template.tables()) {
                if (!names.tables().contains(table)) {
                    throw yaml.unclear("names the table " + table + ", which the file does not have");
                }
            }
            return template;
        } catch (IllegalArgumentException broken) {
            throw yaml.unclear(": " + broken.getMessage());
        }
    }

    private static Rule.Name name(Yaml yaml, String scheme, String value, Names names) {
        return new Rule.Name(template(yaml.require(scheme), names), template(yaml.require(value), names));
    }

    private static LabelRule label(Yaml yaml, Names names) {
        List<LabelRule.CategoryRule> categories = new ArrayList<>();
        for (Yaml one : yaml.get("categories").map(Yaml::items).orElse(List.of())) {
            one.only(CATEGORY_KEYS);
            Label.TagType type = one.require("type")
                    .as(
                            text -> Label.TagType.valueOf(text.toUpperCase(Locale.ROOT)),
                            "must be restrictive, permissive or informative");
            categories.add(new LabelRule.CategoryRule(
                    template(one.require("tag"), names), type, template(one.require("value"), names)));
        }
        return new LabelRule(
                template(yaml.require("policy"), names), template(yaml.require("classification"), names), categories);
    }

    private static List<Rule.Name> terms(Yaml yaml, Names names) {
        List<Rule.Name> terms = new ArrayList<>();
        for (Yaml term : yaml.get("terms").map(Yaml::items).orElse(List.of())) {
            terms.add(name(term.only(NAME_KEYS), "scheme", "value", names));
        }
        return terms;
    }

    /** A text alone is the value, in ISO form. */
    private static TimeRule time(Yaml yaml, Names names) {
        if (yaml.isText()) {
            return new TimeRule(
                    template(yaml, names),
                    Optional.empty(),
                    List.of(TimePattern.of("iso")),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
        yaml.only(TIME_KEYS);
        Optional<TemporalAmount> period = yaml.get("period")
                .map(one ->
                        one.as(RuleFile::amount, "must be a period of days or a duration, for example P1D or PT6H"));
        Optional<Template> uncertainty = yaml.get("uncertainty").map(one -> uncertainty(one, names));
        if (period.isPresent() && yaml.get("until").isPresent()) {
            throw yaml.unclear("has until and period, which both say the end");
        }
        return new TimeRule(
                template(yaml.require("value"), names),
                yaml.get("until").map(one -> template(one, names)),
                patterns(yaml),
                yaml.get("zone").map(one -> one.as(ZoneId::of, "must be a time zone, for example Europe/Paris or UTC")),
                period,
                uncertainty);
    }

    /** A duration that stands in the file itself is read at once. */
    private static Template uncertainty(Yaml yaml, Names names) {
        Template template = template(yaml, names);
        if (template.columns().isEmpty()) {
            Duration fixed = yaml.as(Duration::parse, "must be a duration, for example PT30M, or name a column");
            if (fixed.isNegative() || fixed.compareTo(TimeRule.UNCERTAINTY_MAX) > 0) {
                throw yaml.unclear("must lie between zero and 100 years");
            }
        }
        return template;
    }

    private static List<TimePattern> patterns(Yaml yaml) {
        Optional<Yaml> pattern = yaml.get("pattern");
        if (pattern.isEmpty()) {
            return List.of(TimePattern.of("iso"));
        }
        List<Yaml> spelled =
                pattern.get().isText() ? List.of(pattern.get()) : pattern.get().items();
        if (spelled.isEmpty()) {
            throw pattern.get().unclear("must name at least one pattern");
        }
        return spelled.stream().map(RuleFile::pattern).toList();
    }

    private static TimePattern pattern(Yaml yaml) {
        return yaml.as(
                TimePattern::of,
                "must be iso, hl7, epoch-seconds, epoch-millis or of the letters u y M d D H h m s S a X Z");
    }

    private static TemporalAmount amount(String text) {
        TemporalAmount amount = text.contains("T") ? Duration.parse(text) : Period.parse(text);
        boolean good = amount instanceof Duration duration
                ? !duration.isNegative()
                : !((Period) amount).isNegative() && !((Period) amount).isZero();
        if (!good) {
            throw new IllegalArgumentException("negative");
        }
        return amount;
    }

    private static ResultRule result(Yaml yaml, Names names) {
        Map<String, Template> fields = templates(yaml.get("fields"), names);
        Map<String, Template> lines = templates(yaml.get("lines"), names);
        boolean made = Stream.of(fields, lines).anyMatch(map -> !map.isEmpty());
        String type = made
                ? yaml.get("media-type").map(Yaml::text).orElse("application/json")
                : yaml.require("media-type").text();
        if (!type.matches("[a-z]+/[A-Za-z0-9.+-]+(;.*)?") || type.length() > 128) {
            throw yaml.require("media-type").unclear("must be a media type, for example text/csv");
        }
        if (made && !type.matches("application/(.*\\+)?json(;.*)?")) {
            throw yaml.require("media-type").unclear("must be of JSON, because the result has fields");
        }
        if (lines.containsKey("lines") || fields.containsKey("lines")) {
            throw yaml.unclear("cannot call a field lines");
        }
        return new ResultRule(type, fields, lines);
    }

    private static Map<String, Template> templates(Optional<Yaml> yaml, Names names) {
        Map<String, Template> templates = new LinkedHashMap<>();
        yaml.map(Yaml::members)
                .orElse(Map.of())
                .forEach((name, template) -> templates.put(name, template(template, names)));
        return templates;
    }

    private static Rule.Identity identity(Yaml yaml, Names names) {
        return new Rule.Identity(
                template(yaml.require("series"), names),
                yaml.get("edition").map(one -> edition(one, names)),
                template(yaml.require("record"), names));
    }

    /** A text is a number; a map is a time. */
    private static Rule.Edition edition(Yaml yaml, Names names) {
        return yaml.isText()
                ? new Rule.Edition(Optional.of(template(yaml, names)), Optional.empty())
                : new Rule.Edition(Optional.empty(), Optional.of(time(yaml, names)));
    }
}
