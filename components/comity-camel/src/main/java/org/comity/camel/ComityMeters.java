package org.comity.camel;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.apache.camel.CamelContext;
import org.comity.core.arbitration.Ruling;
import org.comity.core.mesh.Reason;
import org.comity.core.partition.Mode;
import org.comity.core.partition.Partition;
import org.comity.core.reconcile.BoundaryAgent;
import org.jspecify.annotations.Nullable;

/**
 * Micrometer meters of the agents, encounters and channels in a Camel registry. Bound by itself where the registry holds a
 * {@link MeterRegistry} when Camel has started; ages and times in a mode are counted from one reading to the next.
 */
public final class ComityMeters implements MeterBinder {
    /** Meters of one scrape come from one reading. */
    private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final CamelContext context;

    /** Meters of what is bound in that context's registry when {@link #bindTo} is called. */
    public ComityMeters(CamelContext context) {
        this.context = Objects.requireNonNull(context, "context");
    }

    /** A gauge of one agent. */
    private record Shown(MeterRegistry registry, Reading reading, Tags tags) {
        void gauge(String name, String description, ToDoubleFunction<Standing> value) {
            Gauge.builder(name, reading, one -> value.applyAsDouble(one.standing()))
                    .description(description)
                    .tags(tags)
                    .strongReference(true)
                    .register(registry);
        }

        Shown with(String tag, String value) {
            return new Shown(registry, reading, tags.and(tag, value));
        }
    }

    /** The latest reading of an agent, and since when each queue has not moved. */
    private static final class Reading {
        private record Stuck(String what, long since) {}

        private final MeterRegistry registry;
        private final BoundaryAgent agent;
        private final List<String> channels;
        private final Map<String, Stuck> queues = new HashMap<>();
        private @Nullable Standing latest;
        private long at;

        Reading(MeterRegistry registry, BoundaryAgent agent, List<String> channels) {
            this.registry = registry;
            this.agent = agent;
            this.channels = channels;
        }

        synchronized Standing standing() {
            long now = registry.config().clock().monotonicTime();
            Standing known = latest;
            if (known == null || now - at > FRESH_NANOS) {
                Standing read = Standing.of(agent, channels);
                known = read;
                latest = read;
                at = now;
                read.waiting().forEach((name, count) -> look(name, count, now));
            }
            return known;
        }

        private void look(String name, long count, long now) {
            if (count == 0) {
                queues.remove(name);
                return;
            }
            String head = String.valueOf(agent.sent(name));
            Stuck before = queues.get(name);
            if (before == null || !before.what().equals(head)) {
                queues.put(name, new Stuck(head, now));
            }
        }

        synchronized double age(String channel) {
            standing();
            Stuck stuck = queues.get(channel);
            return stuck == null ? 0 : at - stuck.since();
        }
    }

    /** How long an encounter was in each mode, as far as it was read. */
    private final class ModeTimes {
        private final MeterRegistry registry;
        private final String encounter;
        private final Map<Mode, Long> nanos = new HashMap<>();
        private long at;

        ModeTimes(MeterRegistry registry, String encounter) {
            this.registry = registry;
            this.encounter = encounter;
            this.at = registry.config().clock().monotonicTime();
        }

        synchronized double seconds(Mode mode) {
            long now = registry.config().clock().monotonicTime();
            modeOf(encounter).ifPresent(present -> nanos.merge(present, now - at, Long::sum));
            at = now;
            return nanos.getOrDefault(mode, 0L) / (double) TimeUnit.SECONDS.toNanos(1);
        }
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        List<String> channels = Standing.channels(context);
        Standing.agents(context)
                .forEach((name, agent) -> bind(
                        new Shown(registry, new Reading(registry, agent, channels), Tags.of("agreement", name)),
                        channels));
        Standing.partitions(context).keySet().forEach(name -> bindMode(registry, name));
    }

    private static void bind(Shown agent, List<String> channels) {
        agent.gauge("comity.ledger.size", "Leaves of the own ledger", Standing::ledger);
        agent.gauge("comity.contentions", "Contentions in the joint picture", Standing::contentions);
        agent.gauge("comity.escalations", "Contentions that wait for a person", Standing::escalations);
        agent.gauge(
                "comity.clock.faults",
                "Observations whose claim of time contradicts stronger evidence",
                one -> one.faults().clockFaults().size());
        agent.with("outcome", "admitted")
                .with("reason", "none")
                .gauge("comity.observations", "Observations by outcome and reason", Standing::admitted);
        for (Reason reason : Reason.values()) {
            agent.with("outcome", word(reason.effect()))
                    .with("reason", reason.name())
                    .gauge(
                            "comity.observations",
                            "Observations by outcome and reason",
                            one -> one.reasons().getOrDefault(reason, 0L));
        }
        for (Ruling.Resolution resolution : Ruling.Resolution.values()) {
            agent.with("resolution", word(resolution))
                    .gauge(
                            "comity.rulings",
                            "Rulings by how the contention ended",
                            one -> one.rulings().getOrDefault(resolution, 0L));
        }
        channels.forEach(name -> bindQueue(agent.with("channel", name), name));
    }

    private static void bindQueue(Shown queue, String channel) {
        queue.gauge(
                "comity.queue.size",
                "Consignments that were made and not yet put on the channel",
                one -> one.waiting().getOrDefault(channel, 0L));
        TimeGauge.builder("comity.queue.age", queue.reading(), TimeUnit.NANOSECONDS, one -> one.age(channel))
                .description("For how long the first that waits has waited, since it was first read")
                .tags(queue.tags())
                .strongReference(true)
                .register(queue.registry());
    }

    private void bindMode(MeterRegistry registry, String encounter) {
        // A counter holds what it counts weakly, and what its function holds firmly: nobody else holds the times.
        ModeTimes times = new ModeTimes(registry, encounter);
        for (Mode mode : Mode.values()) {
            FunctionCounter.builder("comity.mode.time", context, one -> times.seconds(mode))
                    .description("Time in each mode")
                    .baseUnit("seconds")
                    .tags(Tags.of("encounter", encounter, "mode", word(mode)))
                    .register(registry);
            Gauge.builder(
                            "comity.mode",
                            () -> modeOf(encounter).filter(mode::equals).isPresent() ? 1 : 0)
                    .description("1 for the mode that the encounter is in")
                    .tags(Tags.of("encounter", encounter, "mode", word(mode)))
                    .strongReference(true)
                    .register(registry);
        }
    }

    private Optional<Mode> modeOf(String encounter) {
        return Optional.ofNullable(Standing.partitions(context).get(encounter)).map(Partition::mode);
    }

    private static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT);
    }
}
