package org.comity.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.comity.core.mesh.Json;
import org.comity.core.mesh.Outcome;

/** What a command says, as lines for a person and as one JSON object for a program. */
final class Answer {
    private final List<String> lines = new ArrayList<>();
    private final List<String> fields = new ArrayList<>(List.of(Json.field("good", "true")));

    Answer(String line) {
        lines.add(line);
    }

    /** Says more. */
    Answer say(Stream<String> more, String... json) {
        more.forEach(lines::add);
        fields.addAll(List.of(json));
        return this;
    }

    String text() {
        return String.join(System.lineSeparator(), lines);
    }

    String json() {
        return Json.object(fields.stream());
    }

    static String refused(Outcome.No<?> no) {
        return Json.object(
                Json.field("good", "false"),
                Json.field("reason", Json.quote(no.reason().name())),
                Json.field("detail", Json.quote(no.detail())));
    }
}
