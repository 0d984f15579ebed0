package org.comity.benchmarks;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.PublicKey;
import java.security.Security;
import java.util.concurrent.TimeUnit;
import javax.xml.crypto.AlgorithmMethod;
import javax.xml.crypto.KeySelector;
import javax.xml.crypto.KeySelectorResult;
import javax.xml.crypto.XMLCryptoContext;
import javax.xml.crypto.dsig.keyinfo.KeyInfo;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.component.xmlsecurity.XmlVerifierComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.xml.security.Init;
import org.apache.xml.security.signature.XMLSignature;
import org.comity.core.observation.SignatureAlgorithm;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What a user would pick without the kit, over the same documents. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class BaselineBenchmark {

    /** Whose arithmetic stands first in the platform's list. */
    public enum First {
        /** The platform as it comes. */
        PLATFORM,
        /** Amazon Corretto Crypto Provider. */
        CORRETTO
    }

    @Param({"ECDSA_P256_SHA256", "ED25519"})
    public SignatureAlgorithm algorithm = SignatureAlgorithm.ECDSA_P256_SHA256;

    @Param
    public First first = First.PLATFORM;

    private final CamelContext context = new DefaultCamelContext();
    private Evidence evidence;
    private Producer verifier;
    private PublicKey key;
    private int next;

    /** Starts the component. */
    @Setup
    public void prepare() throws Exception {
        if (first == First.CORRETTO) {
            Security.insertProviderAt(Providers.CORRETTO.jca, 1);
        }
        Init.init();
        evidence = new Evidence(algorithm);
        key = platformKey();
        context.getRegistry().bind("keys", new OneKey(key));
        context.addComponent("xmlsecurity-verify", new XmlVerifierComponent(context));
        context.start();
        verifier = context.getEndpoint("xmlsecurity-verify:baseline?keySelector=#keys")
                .createProducer();
        verifier.start();
    }

    private PublicKey platformKey() throws GeneralSecurityException {
        byte[] encoded = evidence.keys.getPublic().getEncoded();
        return java.security.KeyFactory.getInstance(algorithm == SignatureAlgorithm.ED25519 ? "Ed25519" : "EC")
                .generatePublic(new java.security.spec.X509EncodedKeySpec(encoded));
    }

    /** Stops the component. */
    @TearDown
    public void close() {
        verifier.stop();
        context.stop();
    }

    private byte[] next() {
        next = (next + 1) % Evidence.BATCH;
        return evidence.singles.get(next);
    }

    /** The component of camel-xmlsecurity. */
    @Benchmark
    public Object camelXmlSecurity() throws Exception {
        Exchange exchange = verifier.getEndpoint().createExchange();
        exchange.getMessage().setBody(next());
        verifier.process(exchange);
        if (exchange.isFailed()) {
            throw new IllegalStateException(exchange.getException());
        }
        return exchange.getMessage().getBody();
    }

    /** Santuario over a document tree, each with a parser of its own. */
    @Benchmark
    public boolean santuario() throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        Document document = factory.newDocumentBuilder().parse(new ByteArrayInputStream(next()));
        Element signature = (Element) document.getDocumentElement().getLastChild();
        if (!new XMLSignature(signature, "", true).checkSignatureValue(key)) {
            throw new IllegalStateException("the signature is not good");
        }
        return true;
    }

    /** The one key, whatever the signature says of keys. */
    static final class OneKey extends KeySelector {
        private final Key key;

        OneKey(Key key) {
            this.key = key;
        }

        @Override
        public KeySelectorResult select(
                @Nullable KeyInfo info, Purpose purpose, AlgorithmMethod method, XMLCryptoContext crypto) {
            return () -> key;
        }
    }
}
