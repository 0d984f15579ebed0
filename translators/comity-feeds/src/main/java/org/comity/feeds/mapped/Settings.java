package org.comity.feeds.mapped;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a mapping file leaves to whoever uses it: names, with what they are where nobody says otherwise. */
final class Settings {
    private Settings() {}

    /** The value of each setting of the file. */
    static Map<String, String> of(Yaml file, Map<String, String> given, Set<String> reserved) {
        Map<String, String> values = new LinkedHashMap<>();
        Optional<Yaml> settings = file.get("settings");
        settings.map(Yaml::members).orElse(Map.of()).forEach((name, otherwise) -> {
            if (!name.matches("[a-z][a-z0-9-]{0,31}") || reserved.contains("@" + name) || name.equals("document")) {
                throw otherwise.unclear("must be a name of small letters, and none of " + reserved);
            }
            String value = given.getOrDefault(name, otherwise.text());
            if (value.isBlank()) {
                throw otherwise.unclear("is a setting without a value: give it one");
            }
            if (value.contains("{") || value.contains("}")) {
                throw otherwise.unclear("cannot have braces in its value");
            }
            values.put(name, value);
        });
        for (String name : given.keySet()) {
            if (!values.containsKey(name)) {
                throw file.unclear("has no setting " + name + "; it has " + values.keySet());
            }
        }
        return values;
    }
}
