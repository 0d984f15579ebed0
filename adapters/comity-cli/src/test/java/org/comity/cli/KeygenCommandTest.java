package org.comity.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import org.comity.site.Site;
import org.comity.site.SiteFault;
import org.comity.site.SiteSettings;
import org.comity.site.Trial;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Keys of an agent are changed by both meshes, each with its own root alone. */
class KeygenCommandTest {
    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    Path folder;

    @BeforeEach
    void aTrial() {
        Trial.write(folder.resolve("trial"), new SecureRandom(), CLOCK.instant());
    }

    private Path at(String name) {
        return folder.resolve("trial").resolve(name);
    }

    /** What the command does once it has the password of that side. */
    private int keygen(String side, String... arguments) throws IOException {
        KeygenCommand command = new KeygenCommand(CLOCK);
        CommandLine line = new CommandLine(command);
        line.setOut(new PrintWriter(new StringWriter()));
        line.parseArgs(arguments);
        return command.make(BundleCommand.settings(at(side + "/comity.properties"))
                .get("comity.password")
                .toCharArray());
    }

    private void open(String side) throws IOException {
        Site.open(SiteSettings.of(BundleCommand.settings(at(side + "/comity.properties")), at(side)), CLOCK)
                .close();
    }

    private PublicKey key(String certificate) throws Exception {
        try (InputStream in = Files.newInputStream(at(certificate))) {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificate(in)
                    .getPublicKey();
        }
    }

    private int certified(String role, Path certificate) throws IOException {
        return keygen(
                "state",
                "--mesh=urn:mesh:state",
                "--role=" + role,
                "--subject=urn:agent:county",
                "--name=county-agent",
                "--folder=" + at("state/keys"),
                "--certify=" + certificate);
    }

    @Test
    void aNewKeyOfAnAgentIsCertifiedAbroadFromItsCertificateAlone() throws Exception {
        // Given
        Path agent = at("county/keys/agent.pem");
        for (String file : new String[] {"agent.p12", "agent.pem", "agent.eat"}) {
            Files.delete(at("county/keys").resolve(file));
        }
        keygen(
                "county",
                "--mesh=urn:mesh:county",
                "--role=AGENT",
                "--subject=urn:agent:county",
                "--name=agent",
                "--folder=" + at("county/keys"));
        byte[] before = Files.readAllBytes(at("county/abroad.pem"));

        // When
        int code = certified("AGENT", agent);
        Files.copy(at("state/keys/county-agent.pem"), at("county/abroad.pem"), StandardCopyOption.REPLACE_EXISTING);

        // Then
        assertThat(code).isZero();
        assertThat(Files.readAllBytes(at("county/abroad.pem"))).isNotEqualTo(before);
        assertThat(key("county/abroad.pem")).isEqualTo(key("county/keys/agent.pem"));
        open("county");
        open("state");
    }

    @Test
    void whatOneIssuesForItselfIsNoCredentialFromAbroad() throws IOException {
        // Given
        Files.copy(at("county/keys/agent.pem"), at("county/abroad.pem"), StandardCopyOption.REPLACE_EXISTING);

        // Then
        assertThatThrownBy(() -> open("county")).isInstanceOf(SiteFault.class).hasMessageContaining("abroad.pem");
    }

    @Test
    void certifiesAnAgentsCertificateAlone() throws IOException {
        assertThatThrownBy(() -> certified("AGENT", at("county/agreement.xml")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("agreement.xml: it is no certificate");
        assertThatThrownBy(() -> certified("AUTHORITY", at("county/keys/agent.pem")))
                .hasMessageContaining("--certify is for the role AGENT alone");
        assertThat(certified("AGENT", at("county/keys/agent.pem"))).isZero();
        assertThatThrownBy(() -> certified("AGENT", at("county/keys/agent.pem")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("is there already");
    }
}
