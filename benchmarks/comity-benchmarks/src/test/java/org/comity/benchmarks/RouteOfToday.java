package org.comity.benchmarks;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSContext;
import java.security.PublicKey;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.xmlsecurity.XmlVerifierComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.comity.artemis.BrokerAddress;

/** What a user would build without the kit: camel-jms takes one message in a transaction, camel-xmlsecurity verifies, the session commits. */
final class RouteOfToday implements AutoCloseable {
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Semaphore verified = new Semaphore(0);
    private final ActiveMQConnectionFactory connections;
    private final JMSContext filling;

    /** Starts the route on an empty queue. */
    RouteOfToday(BenchSide at, PublicKey key) throws Exception {
        BrokerAddress login = at.login(BenchSide.TODAY, at);
        connections = new ActiveMQConnectionFactory("tcp://" + login
                + "?sslEnabled=true&enabledProtocols=TLSv1.3&keyStoreType=PKCS12&trustStoreType=PKCS12"
                + "&keyStorePath=" + login.tls().keyStore() + "&keyStorePassword=" + BenchSide.PASSWORD
                + "&trustStorePath=" + login.tls().trustStore() + "&trustStorePassword=" + BenchSide.PASSWORD);
        filling = connections.createContext(JMSContext.SESSION_TRANSACTED);
        JmsComponent jms = JmsComponent.jmsComponentAutoAcknowledge(connections);
        jms.setTransacted(true);
        jms.setLazyCreateTransactionManager(false);
        jms.setCacheLevelName("CACHE_CONSUMER");
        camel.addComponent("jms", jms);
        camel.getRegistry().bind("keys", new BaselineBenchmark.OneKey(key));
        camel.addComponent("xmlsecurity-verify", new XmlVerifierComponent(camel));
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("jms:queue:" + BenchSide.TODAY)
                        .to("xmlsecurity-verify:today?keySelector=#keys")
                        .process(exchange -> verified.release());
            }
        });
        camel.start();
    }

    /** Puts so many, which nobody sees before {@link #take}. */
    void fill(List<byte[]> documents, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            BytesMessage message = filling.createBytesMessage();
            message.writeBytes(documents.get(i % documents.size()));
            filling.createProducer().send(filling.createQueue(BenchSide.TODAY), message);
        }
    }

    /** Lets the route see what was put, and waits until so many were verified. */
    void take(int count) throws InterruptedException {
        filling.commit();
        if (!verified.tryAcquire(count, 2, TimeUnit.MINUTES)) {
            throw new IllegalStateException("only " + verified.availablePermits() + " of " + count + " were taken");
        }
    }

    @Override
    public void close() {
        filling.close();
        camel.stop();
        connections.close();
    }
}
