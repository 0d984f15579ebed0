package org.comity.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.tooling.model.ComponentModel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages of the schemes say what the schemes' metadata says, and their YAML passes the check. */
class ComponentPagesTest {
    private static final DefaultCamelCatalog CATALOG = Catalogue.withTheKit();
    private static final RouteCheck CHECK = new RouteCheck();
    private static final Pattern YAML = Pattern.compile("\\[source,yaml\\]\n----\n(.*?)\n----", Pattern.DOTALL);

    static Stream<String> schemes() {
        return CATALOG.findComponentNames().stream().filter(name -> name.startsWith("comity-"));
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void eachSchemeHasAPageWithEveryOptionAndARouteThatPasses(String scheme) throws Exception {
        // Given
        Path page = Path.of("../../components/comity-camel/src/main/docs", scheme + "-component.adoc");

        // When
        String text = Files.readString(page, StandardCharsets.UTF_8);
        ComponentModel model = CATALOG.componentModel(scheme);
        Matcher yaml = YAML.matcher(text);

        // Then
        assertThat(text).startsWith("= " + model.getTitle()).contains(model.getDescription());
        for (ComponentModel.EndpointOptionModel option : model.getEndpointOptions()) {
            assertThat(text).contains("| *" + option.getName() + "* (").contains(option.getDescription());
        }
        assertThat(yaml.find()).isTrue();
        assertThat(CHECK.check(Map.of("page.yaml", yaml.group(1)))).isEmpty();
        assertThat(yaml.group(1)).contains("\"" + scheme + ":");
    }
}
