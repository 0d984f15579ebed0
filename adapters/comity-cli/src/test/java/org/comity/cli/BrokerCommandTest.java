package org.comity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BrokerCommandTest {
    @TempDir
    Path folder;

    private String said = "";
    private Path county;
    private Path state;

    private int run(String... arguments) {
        StringWriter out = new StringWriter();
        CommandLine line = Comity.commandLine(Clock.systemUTC());
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(out));
        int code = line.execute(arguments);
        said = out.toString();
        return code;
    }

    @BeforeEach
    void keys() {
        county = folder.resolve("trial/county");
        state = folder.resolve("trial/state");
        run("init", folder.resolve("trial").toString());
        assertThat(run("broker", "keys", county.toString(), "--listen", "127.0.0.1:1"))
                .isZero();
        assertThat(run("broker", "keys", state.toString(), "--listen", "[::1]:2"))
                .isZero();
    }

    private int config(String mesh) {
        return run("broker", "config", county.toString(), "--peer", mesh + "=" + state.resolve("tls/public"));
    }

    @Test
    void aBrokerFollowsFromTheAgreementAndDeniesAllElse() throws IOException {
        // When
        assertThat(config("urn:mesh:state")).as(said).isZero();

        // Then
        String broker = Files.readString(county.resolve("broker/etc/broker.xml"));
        assertThat(broker)
                .contains("<acceptor name=\"tls\">tcp://127.0.0.1:1?protocols=CORE;needClientAuth=true;")
                .contains("enabledProtocols=TLSv1.3")
                .contains("<max-delivery-attempts>", "<dead-letter-address>comity.quarantine<")
                .contains("<queue name=\"comity.in.urn%3amesh%3astate.routine\"/>");
        assertThat(permissions(broker, "comity.in.urn%3amesh%3astate.routine"))
                .containsExactly("send peer-urn-mesh-state-send,operator-send", "consume gateway-consume");
        assertThat(permissions(broker, "comity.out.urn%3amesh%3astate.routine"))
                .containsExactly("send gateway-send,operator-send", "consume carrier-consume");
        assertThat(broker).doesNotContain("match=\"#\">\n        <permission");
        assertThat(Files.readString(county.resolve("broker/etc/client-users.properties")))
                .contains("peer-urn-mesh-state=CN=urn:mesh:state carrier\n");
        assertThat(BundleCommand.settings(county.resolve("comity.properties")))
                .containsEntry("broker.peer", "urn:mesh:state")
                .containsEntry("broker.peer.at", "[::1]:2")
                .containsEntry("comity.agreement", "roads");
        assertThat(run("broker", "keys", county.toString(), "--listen", "127.0.0.1:3"))
                .isZero();
        assertThat(config("urn:mesh:state")).isZero();
        assertThat(Files.readString(county.resolve("broker/etc/broker.xml"))).contains("127.0.0.1:3?");
    }

    private static Stream<String> permissions(String broker, String queue) {
        String setting = broker.substring(broker.indexOf("match=\"" + queue + "\""));
        Matcher found = Pattern.compile("type=\"(.*?)\" roles=\"(.*?)\"")
                .matcher(setting.substring(0, setting.indexOf("</security-setting>")));
        return found.results().map(one -> one.group(1) + " " + one.group(2));
    }

    @Test
    void secretsCanBeReadByTheirOwnerAlone() throws IOException {
        config("urn:mesh:state");
        for (String file : new String[] {"tls/broker.p12", "tls/carrier.p12", "broker/etc/broker.xml"}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(county.resolve(file))))
                    .isEqualTo("rw-------");
        }
        try (Stream<Path> open = Files.list(county.resolve("tls/public"))) {
            assertThat(open.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("address", "broker.pem", "carrier.pem");
        }
    }

    @Test
    void saysInOneSentenceWhatIsWrong() throws IOException {
        assertThat(config("urn:mesh:nobody")).isEqualTo(1);
        assertThat(said.strip()).isEqualTo("--peer: urn:mesh:nobody is no other party of agreement.xml");
        assertThat(config("urn:mesh:county")).isEqualTo(1);
        assertThat(run("broker", "keys", county.toString(), "--listen", "nowhere"))
                .isEqualTo(1);
        assertThat(said).contains("'nowhere' is no host:port").doesNotContain("this should not happen");
        Files.writeString(state.resolve("tls/public/carrier.pem"), "spoilt");
        assertThat(config("urn:mesh:state")).isEqualTo(1);
        assertThat(said).contains("carrier.pem is no certificate in PEM").doesNotContain("this should not happen");
        assertThat(run("broker", "quarantine", "list", county.toString())).isEqualTo(1);
        assertThat(said).contains("127.0.0.1:1 cannot be read: does it run").doesNotContain("this should not happen");
    }
}
