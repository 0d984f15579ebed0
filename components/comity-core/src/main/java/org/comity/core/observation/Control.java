package org.comity.core.observation;

/** What marks an observation about governance: its property is one of this scheme, its result the statement. */
public final class Control {

    /** The scheme of the properties of all control observations. */
    public static final String SCHEME = "urn:comity:control:1";

    /** The media type of a control statement's result. */
    public static final String MEDIA_TYPE = "application/vnd.comity.statement+xml";

    private Control() {}
}
