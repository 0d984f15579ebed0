/**
 * The wire: observations, statements and agreements as XML, and signatures over them. Main type:
 * {@link org.comity.xml.XmlWire}. Deliberately absent: keys, and any trust in what is read.
 */
@NullMarked
@XmlSchema(
        namespace = Namespaces.OBSERVATION,
        elementFormDefault = XmlNsForm.QUALIFIED,
        xmlns = {
            @XmlNs(prefix = "o", namespaceURI = Namespaces.OBSERVATION),
            @XmlNs(prefix = "s", namespaceURI = Namespaces.STATEMENT),
            @XmlNs(prefix = "a", namespaceURI = Namespaces.AGREEMENT)
        })
package org.comity.xml;

import jakarta.xml.bind.annotation.XmlNs;
import jakarta.xml.bind.annotation.XmlNsForm;
import jakarta.xml.bind.annotation.XmlSchema;
import org.jspecify.annotations.NullMarked;
