package org.comity.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.IndexDependencyBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import io.quarkus.deployment.builditem.nativeimage.RuntimeInitializedClassBuildItem;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.comity.xml.AgreementDocument;
import org.jboss.jandex.Index;
import org.jboss.jandex.Indexer;
import org.junit.jupiter.api.Test;

class ComityProcessorTest {
    private final ComityProcessor processor = new ComityProcessor();

    /** The wire's classes as they are built. */
    private static Index wire() throws IOException, URISyntaxException {
        Path place = Path.of(AgreementDocument.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Indexer indexer = new Indexer();
        try (JarFile jar = new JarFile(place.toFile())) {
            for (JarEntry entry : jar.stream().toList()) {
                if (entry.getName().endsWith(".class") && !entry.getName().contains("-info")) {
                    try (InputStream in = jar.getInputStream(entry)) {
                        indexer.index(in);
                    }
                }
            }
        }
        return indexer.complete();
    }

    @Test
    void everyWireTypeIsSeenByReflection() throws Exception {
        // Given
        Index index = wire();
        List<ReflectiveClassBuildItem> produced = new ArrayList<>();

        // When
        processor.wireTypes(new CombinedIndexBuildItem(index, index), produced::add);

        // Then
        assertThat(produced).singleElement().satisfies(item -> {
            assertThat(item.getClassNames()).isNotEmpty().allMatch(name -> name.startsWith("org.comity.xml."));
            assertThat(item.isFields()).isTrue();
            for (String name : item.getClassNames()) {
                assertThat(Class.forName(name)).isNotNull();
            }
        });
    }

    @Test
    void theSchemasTheTemplatesAndTheKameletsAreInTheImage() {
        // Given
        List<String> needed = List.of(
                "org/comity/xml/agreement.xsd",
                "comity/routes/comity-boundary.yaml",
                "kamelets/comity-boundary-source.kamelet.yaml");

        // When
        List<String> patterns = processor.resources().getIncludePatterns();

        // Then
        for (String resource : needed) {
            assertThat(patterns).anyMatch(resource::matches);
            assertThat(getClass().getClassLoader().getResource(resource))
                    .as(resource)
                    .isNotNull();
        }
    }

    @Test
    void whatDrawsRandomNumbersStartsWithTheImage() throws Exception {
        // When
        List<RuntimeInitializedClassBuildItem> produced = new ArrayList<>();
        processor.runtimeInitialized(produced::add);

        // Then
        assertThat(produced)
                .extracting(RuntimeInitializedClassBuildItem::getClassName)
                .contains("org.comity.site.Site");
        for (RuntimeInitializedClassBuildItem item : produced) {
            assertThat(Class.forName(item.getClassName(), false, getClass().getClassLoader()))
                    .isNotNull();
        }
    }

    @Test
    void theKitsSchemesAreFoundAtBuildTime() {
        // When
        List<IndexDependencyBuildItem> produced = new ArrayList<>();
        processor.index(produced::add);

        // Then
        assertThat(produced).extracting(IndexDependencyBuildItem::getArtifactId).contains("comity-camel");
        assertThat(processor.feature().getName()).isEqualTo("comity");
    }
}
