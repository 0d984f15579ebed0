package org.comity.core.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameTest {

    @ParameterizedTest
    @ValueSource(strings = {"a\uD800b", "\uD800", "a\uDC00", "\uDC00\uD800", "a\u0000b", " a", "a ", ""})
    void refusesWhatNoOctetsOfUtf8LeadBackTo(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Name.require(text, "name"));
    }

    @Test
    void takesACharacterBeyondTheFirstPlane() {
        assertThat(Name.require("a\uD83D\uDE00b", "name")).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"urn:a", "http://x.example/y?z#1", "a+b-1.c:%20", "urn:x:(1);'2'", "tag:a@b,2026:[c]!$&*=~_"})
    void takesAbsoluteUris(String text) {
        assertThat(Name.requireUri(text, "scheme")).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                ":a",
                "urn:",
                "1a:b",
                "k\"u:b",
                "u n:b",
                "a/b:c",
                "urn:\"",
                "urn:a\\",
                "urn:<a>",
                "urn:a b",
                "urn:{a}",
                "urn:a|b",
                "urn:a^b",
                "urn:`",
                "urn:\u00e9"
            })
    void refusesWhatIsNoAbsoluteUri(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Name.requireUri(text, "scheme"));
    }
}
