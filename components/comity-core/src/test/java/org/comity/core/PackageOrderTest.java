package org.comity.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackageOrderTest {
    /** Each package uses only those before it. */
    private static final List<String> ORDER = List.of(
            "mesh",
            "authority",
            "lineage",
            "observation",
            "ledger",
            "taxonomy",
            "label",
            "agreement",
            "control",
            "temporal",
            "contention",
            "boundary",
            "partition",
            "divergence.sketch",
            "divergence",
            "arbitration",
            "picture",
            "reconcile");

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.comity.core");

    @Test
    void eachPackageUsesOnlyThoseBeforeIt() {
        List<String> allowed = new ArrayList<>(List.of("java..", "org.jspecify.."));
        for (String name : ORDER) {
            allowed.add("org.comity.core." + name);
            classes()
                    .that()
                    .resideInAPackage("org.comity.core." + name)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(allowed.toArray(String[]::new))
                    .check(CORE);
        }
    }

    @Test
    void everyPackageHasItsPlaceInTheOrder() {
        classes()
                .should()
                .resideInAnyPackage(
                        ORDER.stream().map(name -> "org.comity.core." + name).toArray(String[]::new))
                .check(CORE);
    }
}
