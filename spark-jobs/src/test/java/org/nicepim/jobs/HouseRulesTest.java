package org.nicepim.jobs;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The arrows of the house plan, over all modules. */
class HouseRulesTest {
    private static final String JOBS = "org.nicepim.jobs..";
    private static final String MAPPER = "org.nicepim.mapper..";
    private static final String SCHEDULER = "org.nicepim.scheduler..";
    private static final String TUNER = "org.nicepim.tuner..";
    private static final String[] SPARK = {
        "org.apache.spark..", "org.apache.hadoop..", "org.apache.parquet..", "com.esotericsoftware..", "scala.."
    };
    private static final String[] COST_MODEL = {
        "org.nicepim.config..",
        "org.nicepim.workload..",
        "org.nicepim.hardware..",
        "org.nicepim.mapping..",
        "org.nicepim.noc..",
        "org.nicepim.sharing..",
        "org.nicepim.cost..",
        "org.nicepim.results.."
    };

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.nicepim");

    private static ArchRule only(String user, String... used) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(user)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(used);
    }

    private static ArchRule never(String user, String... used) {
        return noClasses()
                .that()
                .resideInAPackage(user)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(used);
    }

    static List<ArchRule> rules() {
        return List.of(
                only(JOBS, SPARK),
                only(JOBS, "picocli.."),
                only(SCHEDULER, "com.google.ortools..", "com.gurobi..", "gurobi.."),
                only(TUNER, "smile..", "org.moeaframework.."),
                only(JOBS, JOBS),
                never(MAPPER, SCHEDULER, TUNER),
                never(SCHEDULER, MAPPER, TUNER),
                never(TUNER, MAPPER, SCHEDULER),
                noClasses()
                        .that(resideInAnyPackage(COST_MODEL))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(MAPPER, SCHEDULER, TUNER, JOBS));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void arrowsPointDown(ArchRule rule) {
        rule.check(ALL);
    }

    /** A rule over classes that were not imported would hold for ever. */
    @ParameterizedTest
    @ValueSource(
            strings = {"config", "workload", "hardware", "cost", "sharing", "mapper", "scheduler", "tuner", "jobs"})
    void classesOfEveryModuleAreLookedAt(String name) {
        assertThat(ALL.stream().map(JavaClass::getPackageName))
                .anyMatch(found -> found.startsWith("org.nicepim." + name));
    }

    /** Knows Spark and stands outside of what the rule below allows. */
    static final class Planted {
        private Planted() {}

        static SparkConf conf() {
            return new SparkConf();
        }
    }

    @Test
    void aPlantedViolationIsFound() {
        JavaClasses planted = new ClassFileImporter().importClasses(Planted.class);
        assertThat(only("org.nicepim.elsewhere..", SPARK).evaluate(planted).hasViolation())
                .isTrue();
        assertThat(only(JOBS, SPARK).allowEmptyShould(true).evaluate(planted).hasViolation())
                .isFalse();
    }

    /** Each rule that names a user of a library is tight: its user does use it. */
    @Test
    void theOnlyUsersAreUsers() {
        assertThat(never(JOBS, SPARK).evaluate(ALL).hasViolation()).isTrue();
        assertThat(never(SCHEDULER, "com.google.ortools..").evaluate(ALL).hasViolation())
                .isTrue();
        assertThat(never(TUNER, "smile..").evaluate(ALL).hasViolation()).isTrue();
        assertThat(never(TUNER, "org.moeaframework..").evaluate(ALL).hasViolation())
                .isTrue();
    }
}
