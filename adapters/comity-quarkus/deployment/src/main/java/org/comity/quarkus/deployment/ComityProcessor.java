package org.comity.quarkus.deployment;

import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.builditem.IndexDependencyBuildItem;
import io.quarkus.deployment.builditem.ShutdownContextBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourcePatternsBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import io.quarkus.deployment.builditem.nativeimage.RuntimeInitializedClassBuildItem;
import java.util.List;
import org.apache.camel.quarkus.core.deployment.spi.CamelContextBuildItem;
import org.apache.camel.quarkus.core.deployment.spi.CamelRuntimeTaskBuildItem;
import org.comity.quarkus.ComityRecorder;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.DotName;

/** Build steps of the extension. */
class ComityProcessor {
    private static final String GROUP = "org.comity";
    private static final List<String> INDEXED = List.of("comity-camel", "comity-xml", "comity-routes");
    private static final List<DotName> WIRE_TYPES = List.of(
            DotName.createSimple("jakarta.xml.bind.annotation.XmlAccessorType"),
            DotName.createSimple("jakarta.xml.bind.annotation.XmlType"),
            DotName.createSimple("jakarta.xml.bind.annotation.XmlRootElement"),
            DotName.createSimple("jakarta.xml.bind.annotation.XmlEnum"));

    @BuildStep
    FeatureBuildItem feature() {
        return new FeatureBuildItem("comity");
    }

    /** So that schemes, configurers and wire types are found at build time. */
    @BuildStep
    void index(BuildProducer<IndexDependencyBuildItem> indexed) {
        INDEXED.forEach(artifact -> indexed.produce(new IndexDependencyBuildItem(GROUP, artifact)));
    }

    @BuildStep
    @Record(ExecutionTime.RUNTIME_INIT)
    CamelRuntimeTaskBuildItem site(
            ComityRecorder recorder, CamelContextBuildItem camel, ShutdownContextBuildItem shutdown) {
        recorder.open(camel.getCamelContext(), shutdown);
        return new CamelRuntimeTaskBuildItem("comity-site");
    }

    /** JAXB sees the wire types by reflection. */
    @BuildStep
    void wireTypes(CombinedIndexBuildItem index, BuildProducer<ReflectiveClassBuildItem> reflective) {
        String[] types = WIRE_TYPES.stream()
                .flatMap(name -> index.getIndex().getAnnotations(name).stream())
                .map(AnnotationInstance::target)
                .filter(target -> target.kind() == AnnotationTarget.Kind.CLASS)
                .map(target -> target.asClass().name().toString())
                .filter(name -> name.startsWith(GROUP))
                .distinct()
                .sorted()
                .toArray(String[]::new);
        reflective.produce(ReflectiveClassBuildItem.builder(types)
                .constructors()
                .methods()
                .fields()
                .reason("JAXB")
                .build());
    }

    /** Schemas, templates and Kamelets are read as resources. */
    @BuildStep
    NativeImageResourcePatternsBuildItem resources() {
        return NativeImageResourcePatternsBuildItem.builder()
                .includeGlobs("org/comity/xml/**", "comity/routes/**", "kamelets/comity-*")
                .build();
    }

    /** What draws random numbers or loads a native library does so when the image runs. */
    @BuildStep
    void runtimeInitialized(BuildProducer<RuntimeInitializedClassBuildItem> classes) {
        List.of("org.comity.site.Site", "org.comity.store.RocksDbMeshStore", "org.rocksdb.RocksDB")
                .forEach(name -> classes.produce(new RuntimeInitializedClassBuildItem(name)));
    }
}
