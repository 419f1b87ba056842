package org.nicepim.scheduler;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** Does the scheduler know sharing alone, and its solvers nothing of the house? */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.nicepim.scheduler");

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
                        "org.nicepim.scheduler..",
                        "org.nicepim.tuner..",
                        "org.nicepim.mapper..",
                        "org.apache.spark..",
                        "org.nicepim.cost..",
                        "org.nicepim.results..")
                .check(CLASSES);
    }

    @Test
    void solversStayBehindTheMilpInterface() {
        forbids("org.nicepim.scheduler", "com.google.ortools..", "com.gurobi..").check(CLASSES);
        forbids("org.nicepim.scheduler.milp..", "org.nicepim.scheduler", "org.nicepim.sharing..", "org.nicepim.noc..")
                .check(CLASSES);
    }

    /** The same kind of rule, turned on what the module does use, must fail. */
    @Test
    void aViolationIsFound() {
        assertThat(forbids("org.nicepim.scheduler..", "org.nicepim.sharing")
                        .evaluate(CLASSES)
                        .hasViolation())
                .isTrue();
    }
}
