package org.nicepim.tuner;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows between this module's packages. */
class ArchitectureTest {
    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.nicepim.tuner");

    private static String[] others(String... packages) {
        return packages;
    }

    @Test
    void onlyTheAreaPackageKnowsSmile() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.nicepim.tuner.area")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("smile..")
                .check(classes);
    }

    /** The same rule turned on the package that does know it must fail, or the rule above checks nothing. */
    @Test
    void theRuleAboveFindsAViolation() {
        assertThat(noClasses()
                        .that()
                        .resideInAPackage("org.nicepim.tuner.area")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("smile..")
                        .evaluate(classes)
                        .hasViolation())
                .isTrue();
    }

    @Test
    void arrowsPointDown() {
        check(
                "org.nicepim.tuner.surrogate",
                others("org.nicepim.(hardware|tuner)", "org.nicepim.tuner.(space|area|acquisition)"));
        check(
                "org.nicepim.tuner.area",
                others("org.nicepim.(hardware|tuner)", "org.nicepim.tuner.(space|surrogate|acquisition)"));
        check("org.nicepim.tuner.acquisition", others("org.nicepim.(hardware|tuner)", "org.nicepim.tuner.area"));
        check("org.nicepim.tuner.space", others("org.nicepim.tuner", "org.nicepim.tuner.(surrogate|area|acquisition)"));
    }

    private void check(String from, String[] forbidden) {
        noClasses()
                .that()
                .resideInAPackage(from)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .check(classes);
    }
}
