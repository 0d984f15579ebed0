package org.comity.xml;

import jakarta.xml.bind.JAXBContext;
import jakarta.xml.bind.JAXBException;
import jakarta.xml.bind.Marshaller;
import jakarta.xml.bind.Unmarshaller;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Marshallers of one root type; each is a thread's own. */
final class Jaxb {
    static final Jaxb CORE = new Jaxb(WireCore.class);
    static final Jaxb STATEMENT = new Jaxb(WireStatement.class);
    static final Jaxb AGREEMENT = new Jaxb(WireAgreement.class);

    private final JAXBContext context;
    private final ThreadLocal<Marshaller> marshallers = ThreadLocal.withInitial(this::newMarshaller);
    private final ThreadLocal<Unmarshaller> unmarshallers = ThreadLocal.withInitial(this::newUnmarshaller);

    private Jaxb(Class<?> root) {
        try {
            context = JAXBContext.newInstance(root);
        } catch (JAXBException e) {
            throw new IllegalStateException("the wire types are broken", e);
        }
    }

    private Marshaller newMarshaller() {
        try {
            return context.createMarshaller();
        } catch (JAXBException e) {
            throw new IllegalStateException(e);
        }
    }

    private Unmarshaller newUnmarshaller() {
        try {
            Unmarshaller unmarshaller = context.createUnmarshaller();
            unmarshaller.setEventHandler(event -> false);
            return unmarshaller;
        } catch (JAXBException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes below the parent. */
    Element write(Object value, Node parent) {
        try {
            marshallers.get().marshal(value, parent);
            return (Element) parent.getLastChild();
        } catch (JAXBException e) {
            throw new IllegalStateException("a wire type cannot be written", e);
        }
    }

    /** Writes a document of its own. */
    Element write(Object value) {
        Document document = HardenedXml.newDocument();
        return write(value, document);
    }

    <T> T read(Element element, Class<T> type) throws JAXBException {
        return unmarshallers.get().unmarshal(element, type).getValue();
    }
}
