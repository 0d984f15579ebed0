package org.comity.camel;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.json.JsonObject;

/** Shows a developer where every agent and encounter stands. */
@DevConsole(name = "comity", displayName = "Comity", description = "Where every boundary agent and encounter stands")
public final class ComityConsole extends AbstractDevConsole {
    /** For Camel. */
    public ComityConsole() {
        super("comity", "comity", "Comity", "Where every boundary agent and encounter stands");
    }

    @Override
    protected Map<String, Object> doCallJson(Map<String, Object> options) {
        List<String> channels = Standing.channels(getCamelContext());
        JsonObject agents = new JsonObject();
        Standing.agents(getCamelContext())
                .forEach((name, agent) -> agents.put(name, json(Standing.of(agent, channels))));
        JsonObject modes = new JsonObject();
        Standing.partitions(getCamelContext())
                .forEach((name, now) -> modes.put(name, now.mode().name()));
        JsonObject all = new JsonObject();
        all.put("agents", agents);
        all.put("encounters", modes);
        return all;
    }

    private static JsonObject json(Standing now) {
        JsonObject one = new JsonObject();
        one.put("picture", now.picture().hex());
        one.put("ledger", now.ledger());
        one.put("admitted", now.admitted());
        one.put("contentions", now.contentions());
        one.put("escalations", now.escalations());
        one.put("clockFaults", now.faults().clockFaults().size());
        one.put("reasons", named(now.reasons()));
        one.put("rulings", named(now.rulings()));
        one.put("waiting", named(now.waiting()));
        return one;
    }

    private static JsonObject named(Map<?, Long> counts) {
        JsonObject object = new JsonObject();
        counts.forEach((key, count) -> object.put(key.toString(), count));
        return object;
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        return new TreeMap<>(doCallJson(options))
                .entrySet().stream()
                        .map(group ->
                                group.getKey().toUpperCase(Locale.ROOT) + "\n" + lines((Map<?, ?>) group.getValue()))
                        .collect(Collectors.joining("\n"));
    }

    private static String lines(Map<?, ?> group) {
        return group.entrySet().stream()
                .map(one -> "  " + one.getKey() + ": " + one.getValue())
                .collect(Collectors.joining("\n"));
    }
}
