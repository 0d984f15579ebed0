package org.comity.artemis;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A plan as Artemis reads it. Embedded and stand-alone brokers run on the same text. */
final class BrokerXml {
    /** How many reports of denied attempts wait at most; what is older goes first. */
    private static final int DENIED_MAX = 1_000;

    /** A message at whose delivery a process dies so often goes to the quarantine. */
    private static final int DELIVERIES_MAX = 1_000;

    /** Name of the one acceptor. */
    static final String ACCEPTOR = "tls";

    private static final int QUEUE_MEMORY_SHARE = 4;
    private static final long PAGE_OCTETS = 2L << 20;

    private final BrokerPlan plan;

    private BrokerXml(BrokerPlan plan) {
        this.plan = plan;
    }

    /**
     * The file {@code broker.xml}.
     *
     * @param data where the broker keeps what it holds
     */
    static String of(BrokerPlan plan, String data) {
        return new BrokerXml(plan).text(data);
    }

    private String text(String data) {
        return String.format(
                Locale.ROOT,
                """
            <?xml version="1.0" encoding="UTF-8"?>
            <configuration xmlns="urn:activemq">
              <core xmlns="urn:activemq:core">
                <name>comity</name>
                <persistence-enabled>true</persistence-enabled>
                <journal-type>NIO</journal-type>
                <journal-datasync>true</journal-datasync>
                <paging-directory>%1$s/paging</paging-directory>
                <bindings-directory>%1$s/bindings</bindings-directory>
                <journal-directory>%1$s/journal</journal-directory>
                <large-messages-directory>%1$s/large</large-messages-directory>
                <jmx-management-enabled>false</jmx-management-enabled>
                <!-- The cache knows a certificate by its subject alone. -->
                <authentication-cache-size>0</authentication-cache-size>
                <global-max-size>%2$d</global-max-size>
                <acceptors>
                  <acceptor name="%12$s">%3$s</acceptor>
                </acceptors>
                <security-settings>
            %4$s    </security-settings>
                <address-settings>
                  <address-setting match="#">
                    <dead-letter-address>%5$s</dead-letter-address>
                    <expiry-address>%5$s</expiry-address>
                    <redelivery-delay>1000</redelivery-delay>
                    <max-delivery-attempts>%6$d</max-delivery-attempts>
                    <max-size-bytes>%7$d</max-size-bytes>
                    <page-size-bytes>%8$d</page-size-bytes>
                    <max-read-page-bytes>%9$d</max-read-page-bytes>
                    <address-full-policy>PAGE</address-full-policy>
                    <page-limit-bytes>%10$d</page-limit-bytes>
                    <page-full-policy>FAIL</page-full-policy>
                    <no-expiry>true</no-expiry>
                    <auto-create-queues>false</auto-create-queues>
                    <auto-delete-queues>false</auto-delete-queues>
                    <auto-create-addresses>false</auto-create-addresses>
                    <auto-delete-addresses>false</auto-delete-addresses>
                  </address-setting>
                </address-settings>
                <addresses>
            %11$s    </addresses>
              </core>
            </configuration>
            """,
                escaped(data),
                plan.room().memoryOctets(),
                escaped(acceptor()),
                security(),
                QueueName.QUARANTINE,
                DELIVERIES_MAX,
                plan.room().memoryOctets() / QUEUE_MEMORY_SHARE,
                PAGE_OCTETS,
                2 * PAGE_OCTETS,
                plan.room().queueOctets(),
                addresses(),
                ACCEPTOR);
    }

    private String acceptor() {
        BrokerAddress listen = plan.listen();
        String host = listen.host().indexOf(':') >= 0 ? "[" + listen.host() + "]" : listen.host();
        String parameters = listen.tls().parameters().entrySet().stream()
                .map(one -> one.getKey() + "=" + encoded(encoded(one.getValue().toString())))
                .collect(Collectors.joining(";"));
        return "tcp://" + host + ":" + listen.port() + "?protocols=CORE;needClientAuth=true;" + parameters;
    }

    /** The broker decodes a parameter twice, before it finds its end and after. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The permission that a use needs; a client has one role a use. */
    private static String permission(Grant.Use use) {
        return use.name().toLowerCase(Locale.ROOT);
    }

    /** The role of a client for a use. */
    static String role(String client, Grant.Use use) {
        return client + "-" + permission(use);
    }

    private String security() {
        StringBuilder text = new StringBuilder();
        for (String queue : plan.queues()) {
            String address = queue.equals(QueueName.DENIED) ? QueueName.NOTIFICATIONS : queue;
            text.append("      <security-setting match=\"").append(address).append("\">\n");
            Map<Grant.Use, String> roles = plan.grants().stream()
                    .filter(grant -> grant.queue().equals(queue))
                    .collect(Collectors.groupingBy(
                            Grant::use,
                            java.util.TreeMap::new,
                            Collectors.mapping(grant -> role(grant.client(), grant.use()), Collectors.joining(","))));
            roles.forEach((use, names) -> text.append("        <permission type=\"")
                    .append(permission(use))
                    .append("\" roles=\"")
                    .append(names)
                    .append("\"/>\n"));
            text.append("      </security-setting>\n");
        }
        return text.toString();
    }

    private String addresses() {
        StringBuilder text = new StringBuilder();
        for (String queue : plan.queues()) {
            text.append(queue.equals(QueueName.DENIED) ? denied() : String.format(Locale.ROOT, """
                                  <address name="%1$s">
                                    <anycast><queue name="%1$s"/></anycast>
                                  </address>
                            """, escaped(queue)));
        }
        return text.toString();
    }

    private static String denied() {
        return String.format(Locale.ROOT, """
                  <address name="%s">
                    <multicast>
                      <queue name="%s" ring-size="%d">
                        <filter string="_AMQ_NotifType IN ('SECURITY_AUTHENTICATION_VIOLATION', 'SECURITY_PERMISSION_VIOLATION')"/>
                      </queue>
                    </multicast>
                  </address>
            """, QueueName.NOTIFICATIONS, QueueName.DENIED, DENIED_MAX);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
