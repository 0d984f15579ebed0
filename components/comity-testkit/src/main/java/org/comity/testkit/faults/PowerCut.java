package org.comity.testkit.faults;

/** The process is gone: nothing that it was about to say is heard. */
public final class PowerCut extends RuntimeException {
    private static final long serialVersionUID = 1;

    PowerCut(String place) {
        super(place, null, false, false);
    }
}
