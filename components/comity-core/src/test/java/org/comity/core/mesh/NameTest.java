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
}
