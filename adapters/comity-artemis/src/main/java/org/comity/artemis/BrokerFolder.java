package org.comity.artemis;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The folder of a stand-alone broker: what the Apache Artemis distribution needs beside itself to run a plan, and the script
 * {@code run} that starts it in the foreground. It logs in by certificate alone, has no web console and no management over the
 * network. The broker's trust store must hold its clients' certificates and no others: it knows them by subject.
 */
public final class BrokerFolder {
    private static final String JAAS = "org.apache.activemq.artemis.spi.core.security.jaas.";

    private final Path folder;
    private final BrokerPlan plan;

    private BrokerFolder(Path folder, BrokerPlan plan) {
        this.folder = folder;
        this.plan = plan;
    }

    /**
     * Writes the folder; what a broker holds there stays, what configures it is written anew.
     *
     * @throws IOException where the folder cannot be written
     */
    public static void write(Path folder, BrokerPlan plan) throws IOException {
        new BrokerFolder(folder.toAbsolutePath().normalize(), plan).write();
    }

    private void write() throws IOException {
        Path etc = Files.createDirectories(folder.resolve("etc"));
        Files.createDirectories(folder.resolve("log"));
        Map<String, String> files = new TreeMap<>();
        files.put("broker.xml", BrokerXml.of(plan, folder.resolve("data").toString()));
        files.put("bootstrap.xml", bootstrap(etc.resolve("broker.xml")));
        files.put("management.xml", management());
        files.put("login.config", login());
        files.put("client-users.properties", users());
        files.put("client-roles.properties", roles());
        files.put("log4j2.properties", log());
        for (Map.Entry<String, String> file : files.entrySet()) {
            write(etc.resolve(file.getKey()), file.getValue(), "rw-------");
        }
        write(folder.resolve("run"), script(), "rwx------");
    }

    /** Passwords stand in these files: no one else may read them. */
    private static void write(Path file, String text, String mode) throws IOException {
        Files.deleteIfExists(file);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode)));
        }
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String bootstrap(Path broker) {
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <broker xmlns="http://activemq.apache.org/schema">
              <jaas-security domain="comity"/>
              <server configuration="@broker@"/>
            </broker>
            """.replace("@broker@", broker.toUri().toString());
    }

    /** Management is off; the distribution asks for the file, and for something in it. */
    private static String management() {
        return """
            <management-context xmlns="http://activemq.apache.org/schema">
              <authorisation>
                <default-access><access method="*" roles="none"/></default-access>
                <role-access><match domain="*"><access method="*" roles="none"/></match></role-access>
              </authorisation>
            </management-context>
            """;
    }

    private static String login() {
        return """
            comity {
              @jaas@TextFileCertificateLoginModule required
                org.apache.activemq.jaas.textfiledn.user="client-users.properties"
                org.apache.activemq.jaas.textfiledn.role="client-roles.properties";
            };
            """.replace("@jaas@", JAAS);
    }

    private String users() {
        return plan.clients().stream()
                .map(client -> client.name() + "=" + property(client.subject()) + "\n")
                .collect(Collectors.joining());
    }

    /** One octet a character, as property files are read. */
    private static String property(String text) {
        StringBuilder plain = new StringBuilder();
        for (char one : text.toCharArray()) {
            boolean as = one > ' ' && one < 0x7f && one != '\\' || one == ' ' && plain.length() > 0;
            plain.append(as ? String.valueOf(one) : String.format(java.util.Locale.ROOT, "\\u%04x", (int) one));
        }
        return plain.toString();
    }

    private String roles() {
        StringBuilder text = new StringBuilder();
        for (Client client : plan.clients()) {
            for (Grant.Use use : Grant.Use.values()) {
                text.append(BrokerXml.role(client.name(), use))
                        .append('=')
                        .append(client.name())
                        .append('\n');
            }
        }
        return text.toString();
    }

    /**
     * Everything goes to one file, denied handshakes and logins among it; old files are kept up to a bound. Handshakes that failed stand
     * also in a file of their own, which {@link DeniedAttempts} reads.
     */
    private String log() {
        return """
            rootLogger.level = INFO
            rootLogger.appenderRef.file.ref = file
            rootLogger.appenderRef.handshakes.ref = handshakes
            logger.netty.name = io.netty
            logger.netty.level = WARN
            logger.audit.name = org.apache.activemq.audit
            logger.audit.level = OFF
            logger.logins.name = org.apache.activemq.audit.resource
            logger.logins.level = WARN
            appender.file.type = RollingFile
            appender.file.name = file
            appender.file.fileName = @folder@/log/broker.log
            appender.file.filePattern = @folder@/log/broker.log.%i
            appender.file.layout.type = PatternLayout
            appender.file.layout.pattern = %d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %encode{%msg}{CRLF}%n%throwable{1}
            appender.file.policies.type = Policies
            appender.file.policies.size.type = SizeBasedTriggeringPolicy
            appender.file.policies.size.size = 10MB
            appender.file.strategy.type = DefaultRolloverStrategy
            appender.file.strategy.max = 10
            appender.handshakes.type = RollingFile
            appender.handshakes.name = handshakes
            appender.handshakes.fileName = @folder@/log/@handshakes@
            appender.handshakes.filePattern = @folder@/log/@handshakes@.%i
            appender.handshakes.layout.type = PatternLayout
            appender.handshakes.layout.pattern = %d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %encode{%msg}{CRLF}%n
            appender.handshakes.filter.code.type = RegexFilter
            appender.handshakes.filter.code.regex = @code@.*
            appender.handshakes.policies.type = Policies
            appender.handshakes.policies.size.type = SizeBasedTriggeringPolicy
            appender.handshakes.policies.size.size = 1MB
            appender.handshakes.strategy.type = DefaultRolloverStrategy
            appender.handshakes.strategy.max = 1
            """.replace("@handshakes@", HandshakeLog.FILE)
                .replace("@code@", HandshakeLog.CODE)
                .replace("@folder@", folder.toString().replace("\\", "\\\\"));
    }

    private String script() {
        return """
            #!/bin/sh
            # Runs the broker in the foreground. ARTEMIS_HOME names the unpacked distribution of Apache Artemis.
            set -eu
            here=$(cd "$(dirname "$0")" && pwd)
            : "${ARTEMIS_HOME:?name the folder of the Apache Artemis distribution}"
            exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx256M -Dlog4j2.disableJmx=true \\
              -Djava.security.auth.login.config="$here/etc/login.config" \\
              -Dlog4j2.configurationFile="$here/etc/log4j2.properties" \\
              -Dartemis.home="$ARTEMIS_HOME" -Dartemis.instance="$here" -Dartemis.instance.etc="$here/etc" \\
              -Ddata.dir="$here/data" -cp "$ARTEMIS_HOME/lib/artemis-boot.jar" \\
              org.apache.activemq.artemis.boot.Artemis run
            """;
    }
}
