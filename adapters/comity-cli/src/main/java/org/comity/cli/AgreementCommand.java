package org.comity.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.comity.core.agreement.Agreement;
import org.comity.core.agreement.Party;
import org.comity.core.arbitration.PolicyCheck;
import org.comity.core.arbitration.PolicyFlaw;
import org.comity.core.authority.AgentId;
import org.comity.core.authority.AuthorityId;
import org.comity.core.authority.Credential;
import org.comity.core.authority.DeviceId;
import org.comity.core.authority.Role;
import org.comity.core.mesh.Encoding;
import org.comity.core.mesh.Json;
import org.comity.core.mesh.Octets;
import org.comity.core.observation.SignatureAlgorithm;
import org.comity.core.reconcile.Voice;
import org.comity.crypto.KeyFolder;
import org.comity.crypto.PathCredentialCheck;
import org.comity.crypto.ProviderSignatureCheck;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows, signs and checks agreements. */
@Command(name = "agreement", mixinStandardHelpOptions = true, description = "Shows, signs and checks an agreement.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields before the command runs
final class AgreementCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    static CommandLine commandLine() {
        return new CommandLine(new AgreementCommand());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: digest, show, sign or check");
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    @Command(name = "digest", mixinStandardHelpOptions = true, description = "Prints the agreement's digest.")
    int digest(@Parameters(paramLabel = "<file>") Path file) throws IOException {
        say(Inputs.agreement(file).digest().hex());
        return 0;
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Prints who agreed to what.")
    int show(
            @Option(names = "--json", description = "Answers in JSON.") boolean json,
            @Parameters(paramLabel = "<file>") Path file)
            throws IOException {
        Agreement agreement = Inputs.agreement(file);
        if (json) {
            say(json(agreement));
            return 0;
        }
        AgreementTerms.of(agreement).forEach(this::say);
        return 0;
    }

    private static String json(Agreement agreement) {
        return Json.object(
                Json.field("agreement", Json.quote(agreement.id())),
                Json.field("epoch", String.valueOf(agreement.epoch())),
                Json.field("digest", Json.quote(agreement.digest().hex())),
                Json.field(
                        "parties",
                        Json.array(agreement.parties().stream()
                                .map(party -> Json.object(
                                        Json.field(
                                                "mesh", Json.quote(party.mesh().urn())),
                                        Json.field("ledger", Json.quote(party.ledgerKey())))))),
                Json.field(
                        "authorities",
                        Json.array(agreement.authorities().stream()
                                .map(entry -> Json.object(
                                        Json.field(
                                                "authority",
                                                Json.quote(entry.authority().urn())),
                                        Json.field(
                                                "mesh", Json.quote(entry.mesh().urn())))))),
                Json.field(
                        "domains", Json.array(agreement.domains().stream().map(domain -> Json.quote(domain.name())))));
    }

    @Command(
            name = "sign",
            mixinStandardHelpOptions = true,
            description = "Signs the agreement's digest as an agent; writes <file>.<name>.signature.")
    int sign(
            @Option(names = "--folder", required = true, paramLabel = "<folder>") Path folder,
            @Option(names = "--name", required = true, paramLabel = "<name>") String name,
            @Option(names = "--agent", required = true, paramLabel = "<urn>") String agent,
            @Parameters(paramLabel = "<file>") Path file)
            throws IOException {
        Agreement agreement = Inputs.agreement(file);
        String password = Optional.ofNullable(System.getenv("COMITY_PASSWORD"))
                .orElseThrow(() ->
                        new ParameterException(spec.commandLine(), "Set the environment variable COMITY_PASSWORD"));
        Voice voice = new KeyFolder(folder, password.toCharArray())
                .voice(name, new AuthorityId(agent), new DeviceId(agent), SignatureAlgorithm.ED25519);
        Path signature = Path.of(file + "." + name + ".signature");
        Files.writeString(
                signature,
                Base64.getEncoder().encodeToString(voice.signer().sign(signed(agreement))) + "\n"
                        + new String(voice.credential().bytes(), StandardCharsets.US_ASCII));
        say("OK " + signature);
        return 0;
    }

    /** "comity-agreement-signature-v1": the digest. */
    private static byte[] signed(Agreement agreement) {
        return Encoding.of("comity-agreement-signature-v1")
                .digest(agreement.digest())
                .bytes();
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = {
                "Tries the arbitration policy on every candidate set up to a size and names what is wrong with it:",
                "UNREACHABLE, CYCLE, NOT_TOTAL, SELF_PROMOTION, each with the smallest counterexample.",
                "With signatures, says who signed; good where an agent of every party did."
            })
    int check(
            @Option(
                            names = "--sets",
                            paramLabel = "<number>",
                            defaultValue = "200000",
                            description =
                                    "about how many candidate sets to try in a domain (default: ${DEFAULT-VALUE})")
                    long sets,
            @Parameters(index = "0", paramLabel = "<file>") Path file,
            @Parameters(index = "1..*", arity = "0..*", paramLabel = "<signature>") Path... signatures)
            throws IOException {
        Agreement agreement = Inputs.agreement(file);
        boolean lawful = policy(agreement, sets);
        boolean signed = signatures == null || signatures.length == 0 || signatures(agreement, List.of(signatures));
        return lawful && signed ? 0 : 1;
    }

    private boolean policy(Agreement agreement, long sets) {
        PolicyCheck.Report report = PolicyCheck.check(agreement, sets, Inputs.comparators());
        for (PolicyFlaw flaw : report.flaws()) {
            say("FLAW " + flaw.kind() + " " + flaw.what());
            flaw.counterexample().forEach(candidate -> say("  " + candidate));
        }
        say((report.flaws().isEmpty() ? "OK" : "FLAWED") + " policy: " + report.sets() + " candidate sets, up to "
                + report.size() + " candidates each, " + report.flaws().size() + " flaws");
        return report.flaws().isEmpty();
    }

    private boolean signatures(Agreement agreement, List<Path> signatures) throws IOException {
        Set<String> missing = new TreeSet<>();
        agreement.parties().forEach(party -> missing.add(party.mesh().urn()));
        for (Path signature : signatures) {
            Optional<Party> signer = signer(agreement, Files.readString(signature));
            say((signer.isPresent() ? "OK " : "REFUSED SIGNATURE_NOT_VALID ")
                    + signature
                    + signer.map(party -> " " + party.mesh()).orElse(""));
            signer.ifPresent(party -> missing.remove(party.mesh().urn()));
        }
        missing.forEach(mesh -> say("MISSING " + mesh));
        return missing.isEmpty();
    }

    private static Optional<Party> signer(Agreement agreement, String text) {
        String[] parts = text.split("\n", 2);
        if (parts.length != 2) {
            return Optional.empty();
        }
        Octets document = Octets.of(parts[1].getBytes(StandardCharsets.US_ASCII));
        return agreement.parties().stream()
                .filter(party -> new PathCredentialCheck()
                        .credential(document, party.mesh(), party.anchors())
                        .fold(found -> isGood(agreement, party, found, parts[0]), no -> false))
                .findFirst();
    }

    private static boolean isGood(Agreement agreement, Party party, Credential credential, String signature) {
        try {
            return credential.role() == Role.AGENT
                    && party.agents().contains(new AgentId(credential.subject()))
                    && new ProviderSignatureCheck()
                            .verify(
                                    credential.publicKey(),
                                    SignatureAlgorithm.ED25519,
                                    signed(agreement),
                                    Base64.getDecoder().decode(signature));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
