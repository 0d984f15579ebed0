/**
 * The wire: observations, control statements and agreements as XML. {@link org.comity.xml.XmlWire} is the way in. What is
 * read is what was digested: every document has one hardened parser, and every core and statement one octet form.
 * Deliberately absent: keys and the check of signatures, which are ports.
 */
@XmlSchema(namespace = "urn:comity:agreement:1", elementFormDefault = XmlNsForm.QUALIFIED)
@NullMarked
package org.comity.xml;

import jakarta.xml.bind.annotation.XmlNsForm;
import jakarta.xml.bind.annotation.XmlSchema;
import org.jspecify.annotations.NullMarked;
