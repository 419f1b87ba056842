package org.nicepim.mapper;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** Does the mapper know the cost model alone, and its mapspace no prices? */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.nicepim.mapper");

    private static ArchRule forbids(String from, String... packages) {
        return noClasses()
                .that()
                .resideInAPackage(from)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages);
    }

    @Test
    void siblingsDoNotKnowEachOther() {
        forbids(
                        "org.nicepim.mapper..",
                        "org.nicepim.tuner..",
                        "org.nicepim.scheduler..",
                        "org.apache.spark..",
                        "org.nicepim.results..")
                .check(CLASSES);
    }

    @Test
    void theMapspaceKnowsNoPricesAndTheSearchNoFacade() {
        forbids("org.nicepim.mapper.mapspace..", "org.nicepim.cost..", "org.nicepim.mapper.search..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage("org.nicepim.mapper.search..", "org.nicepim.mapper.mapspace..")
                .should()
                .dependOnClassesThat()
                .haveSimpleName("Mapper")
                .check(CLASSES);
    }

    /** The same kind of rule, turned on what the module does use, must fail. */
    @Test
    void aViolationIsFound() {
        assertThat(forbids("org.nicepim.mapper..", "org.nicepim.cost")
                        .evaluate(CLASSES)
                        .hasViolation())
                .isTrue();
    }
}
