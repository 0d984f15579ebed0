package org.comity.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.comity.core.mesh.Json;
import org.comity.core.reconcile.Acknowledgement;
import org.comity.core.reconcile.BoundaryAgent;
import org.comity.core.reconcile.Medium;
import org.comity.core.reconcile.Recorded;
import org.comity.site.MediaChannel;
import org.comity.site.Site;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Consignments that are carried by hand. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields before the command runs
final class MediaCommand {
    private MediaCommand() {}

    private static MediaChannel channel(Site site, Optional<Path> folder) {
        return folder.map(site::media)
                .or(site::media)
                .orElseThrow(() -> new Refusal("name a folder, or set comity.media: there is nowhere to pack to"));
    }

    /** Packs what the peer is not known to hold. */
    @Command(
            name = "pack",
            mixinStandardHelpOptions = true,
            description = {
                "Packs what waits for the peer into bags (RFC 8493) on a medium, each signed with its place in a chain.",
                "The site must not run."
            })
    static final class Pack extends SiteCommand {
        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "<folder>",
                description = "Where; comity.media otherwise.")
        private Optional<Path> folder;

        @Option(
                names = "--after",
                paramLabel = "<sequence>",
                description = "Pack again what was released after that consignment: 0 packs everything.")
        private Optional<Long> after;

        Pack(Clock clock) {
            super(clock);
        }

        @Override
        int run(Site site, List<String> lines, List<String> items) {
            MediaChannel channel = channel(site, folder);
            after.ifPresent(sequence -> site.agent().sent(channel.medium().name(), sequence));
            for (Path bag : channel.pack()) {
                lines.add("OK " + bag);
                items.add(Json.object(Json.field("bag", Json.quote(bag.toString()))));
            }
            if (items.isEmpty()) {
                lines.add("nothing waits");
            }
            return 0;
        }
    }

    /** Takes in what lies on a medium. */
    @Command(
            name = "unpack",
            mixinStandardHelpOptions = true,
            description = {
                "Checks the bags on a medium, takes in those for this site, and tells what is missing. A bag taken before does nothing.",
                "Ends with 1 where a bag was refused or something sent has not come. The site must not run."
            })
    static final class Unpack extends SiteCommand {
        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "<folder>",
                description = "A folder of bags, or one bag; comity.media otherwise.")
        private Optional<Path> folder;

        Unpack(Clock clock) {
            super(clock);
        }

        @Override
        int run(Site site, List<String> lines, List<String> items) {
            folder.filter(path -> !Files.exists(path)).ifPresent(path -> {
                throw new Refusal(path + " is not there: name a folder of bags, or one bag");
            });
            MediaChannel channel = channel(site, folder);
            List<Recorded> recorded = new ArrayList<>();
            BoundaryAgent agent = site.agent();
            int code = 0;
            for (MediaChannel.Look look : channel.look(parcel -> recorded.add(agent.take(parcel)))) {
                code = Math.max(code, look.outcome().fold(good -> 0, no -> 1));
                String said = look.outcome().fold(Enum::name, no -> "REFUSED " + no.reason() + " " + no.detail());
                lines.add(said + " " + look.bag());
                items.add(Json.object(
                        Json.field("bag", Json.quote(look.bag().toString())), Json.field("outcome", Json.quote(said))));
            }
            for (Recorded one : recorded) {
                one.refusals().forEach(no -> lines.add("refused or held: " + no.reason() + " " + no.detail()));
            }
            lines.add(recorded.size() + " consignments, "
                    + recorded.stream().mapToInt(one -> one.admitted().size()).sum() + " observations new");
            for (Medium.Loss loss : channel.medium().losses()) {
                code = 1;
                lines.add(loss.reason() + " " + loss.detail());
                items.add(Json.object(
                        Json.field("reason", Json.quote(loss.reason().name())),
                        Json.field("detail", Json.quote(loss.detail()))));
            }
            return code;
        }
    }

    /** Lists what was answered, and by whom not. */
    @Command(
            name = "receipts",
            mixinStandardHelpOptions = true,
            description =
                    "Lists each consignment with what each other party said to it, outstanding receipts first of all.")
    static final class Receipts extends SiteCommand {
        @Option(names = "--outstanding", description = "List outstanding receipts alone.")
        private boolean outstanding;

        Receipts(Clock clock) {
            super(clock);
        }

        @Override
        int run(Site site, List<String> lines, List<String> items) {
            List<Acknowledgement> all = Acknowledgement.of(site.agent().current()).stream()
                    .filter(one -> !outstanding || one.isOutstanding())
                    .sorted((one, other) -> Boolean.compare(other.isOutstanding(), one.isOutstanding()))
                    .toList();
            for (Acknowledgement one : all) {
                String standing =
                        one.isOutstanding() ? "OUTSTANDING" : one.refused().isEmpty() ? "ADMITTED" : "REFUSED";
                lines.add(standing + " consignment " + one.consignment().sequence() + " of "
                        + one.consignment().agent() + " by " + one.party());
                one.refused().forEach(item -> lines.add("  " + item.reason().orElseThrow() + " " + item.digest()));
                items.add(Json.object(
                        Json.field("standing", Json.quote(standing)),
                        Json.field("agent", Json.quote(one.consignment().agent().urn())),
                        Json.field("sequence", Long.toString(one.consignment().sequence())),
                        Json.field("consignment", Json.quote(one.oid().digest().hex())),
                        Json.field("party", Json.quote(one.party().urn())),
                        Json.field(
                                "refused",
                                Json.array(one.refused().stream()
                                        .map(item -> Json.object(
                                                Json.field(
                                                        "digest",
                                                        Json.quote(item.digest().hex())),
                                                Json.field(
                                                        "reason",
                                                        Json.quote(item.reason()
                                                                .orElseThrow()
                                                                .name()))))))));
            }
            lines.add(all.stream().filter(Acknowledgement::isOutstanding).count() + " outstanding");
            return 0;
        }
    }
}
