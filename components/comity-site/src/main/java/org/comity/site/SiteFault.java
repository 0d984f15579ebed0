package org.comity.site;

/** What an operator configured cannot work; the message is one sentence that names the setting, its value and the mend. */
public final class SiteFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SiteFault(String sentence) {
        super(sentence);
    }

    SiteFault(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
