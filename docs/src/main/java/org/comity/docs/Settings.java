package org.comity.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;

/** The page of the settings, from the metadata that the Spring Boot starter carries and its test compares with the code. */
final class Settings {
    private static final String METADATA =
            "adapters/comity-spring-boot-starter/src/main/resources/META-INF/spring-configuration-metadata.json";

    private Settings() {}

    static String page(Path root) throws IOException {
        JsonNode all = new ObjectMapper().readTree(root.resolve(METADATA).toFile());
        StringBuilder page =
                new StringBuilder("= Settings\n\nThe same in every runtime: `comity.properties` beside the routes or in"
                        + " `etc/comity` of Karaf, `application.properties` of Spring Boot and Quarkus.\n\n"
                        + "[cols=\"2,1,1,4\",options=\"header\"]\n|===\n| Setting | Type | Default | Meaning\n");
        for (JsonNode one : all.path("properties")) {
            page.append("| `").append(one.path("name").asText()).append("`\n| ");
            page.append(one.path("type").asText().replaceFirst(".*\\.", "")).append("\n| ");
            page.append(one.path("defaultValue").asText()).append("\n| ");
            page.append(one.path("description").asText().replace("|", "\\|")).append("\n");
        }
        return page.append("|===\n").toString();
    }
}
