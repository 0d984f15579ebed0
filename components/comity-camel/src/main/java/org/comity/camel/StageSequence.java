package org.comity.camel;

import java.util.List;
import java.util.Optional;

/**
 * The order in which the stages stand in a route, read from its endpoints alone. A Kamelet that has the name of a stage
 * stands for that stage.
 */
public final class StageSequence {
    private static final String KAMELET = "kamelet:";

    private StageSequence() {}

    /**
     * What cannot work, in one sentence.
     *
     * @param from where the route begins; what begins at a Kamelet's source is a piece of other routes, and may begin and end
     *     with any stage
     * @param uris the endpoints that it sends to, in their order; others than stages do not matter
     */
    public static Optional<String> fault(String from, List<String> uris) {
        List<Stage> stages = uris.stream()
                .map(StageSequence::stage)
                .flatMap(Optional::stream)
                .toList();
        boolean piece = from.startsWith(KAMELET);
        int first = piece && !stages.isEmpty() ? stages.get(0).ordinal() : 0;
        for (int i = 0; i < stages.size(); i++) {
            if (stages.get(i).ordinal() != first + i) {
                return Optional.of(stages.get(i).scheme() + " stands where " + expected(first + i) + " belongs");
            }
        }
        if (!piece && !stages.isEmpty() && stages.size() <= Stage.RECORD.ordinal()) {
            return Optional.of("it ends before comity-record, so nothing of it would be kept");
        }
        return Optional.empty();
    }

    private static String expected(int ordinal) {
        return ordinal < Stage.values().length ? Stage.values()[ordinal].scheme() : "no further stage";
    }

    private static Optional<Stage> stage(String uri) {
        String name = uri.startsWith(KAMELET) ? uri.substring(KAMELET.length()) : uri;
        return Stage.ofScheme(name.replaceFirst("[:/?].*", ""));
    }
}
