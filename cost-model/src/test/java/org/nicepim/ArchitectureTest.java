package org.nicepim;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Do the arrows between this module's packages point down? */
class ArchitectureTest {
    /** Top to bottom; packages of one level do not know each other, those above are not known at all. */
    private static final List<List<String>> LEVELS = List.of(
            List.of("validation"),
            List.of("results"),
            List.of("cost", "sim"),
            List.of("sharing"),
            List.of("mapping", "noc"),
            List.of("workload", "hardware"),
            List.of("config"));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.nicepim");

    private static String tree(String name) {
        return "org.nicepim." + name + "..";
    }

    /** What a package must not know: those above it and those beside it. */
    private static ArchRule arrows(int level, String name) {
        List<String> forbidden = new ArrayList<>();
        LEVELS.subList(0, level + 1).forEach(forbidden::addAll);
        forbidden.remove(name);
        return noClasses()
                .that()
                .resideInAPackage(tree(name))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        forbidden.stream().map(ArchitectureTest::tree).toArray(String[]::new))
                .allowEmptyShould(true);
    }

    @Test
    void arrowsPointDown() {
        for (int level = 0; level < LEVELS.size(); level++) {
            for (String name : LEVELS.get(level)) {
                arrows(level, name).check(CLASSES);
            }
        }
    }

    @Test
    void everyPackageHasItsLevel() {
        List<String> known = LEVELS.stream().flatMap(List::stream).toList();
        assertThat(CLASSES).isNotEmpty().allSatisfy(type -> {
            String name = type.getPackageName();
            assertThat(known).as(type.getName()).contains(name.split("\\.", -1)[2]);
        });
    }

    /** The zoo writes networks down as any user of the library could; messages alone come from config. */
    @Test
    void theZooKnowsWorkloadsAlone() {
        noClasses()
                .that()
                .resideInAPackage("org.nicepim.workload.zoo..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.nicepim.workload.onnx..",
                        "org.nicepim.workload.yaml..",
                        tree("hardware"),
                        tree("mapping"),
                        tree("cost"),
                        tree("sharing"))
                .check(CLASSES);
    }

    /** Files, zoo and importer are ways to the same vocabulary, which knows none of them. */
    @Test
    void waysToAWorkloadDoNotKnowEachOther() {
        List<String> ways = List.of("zoo", "onnx", "yaml").stream()
                .map(way -> "org.nicepim.workload." + way + "..")
                .toList();
        for (String way : ways) {
            noClasses()
                    .that()
                    .resideInAPackage(way)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            ways.stream().filter(other -> !other.equals(way)).toArray(String[]::new))
                    .check(CLASSES);
        }
        noClasses()
                .that()
                .resideInAPackage("org.nicepim.workload")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ways.toArray(String[]::new))
                .check(CLASSES);
    }

    @Test
    void protobufStaysInsideOnnx() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.nicepim.workload.onnx..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.google.protobuf..", "org.nicepim.workload.onnx.proto..")
                .check(CLASSES);
    }

    /** Vocabulary, then shapes, then files and layers. */
    @Test
    void onnxIsReadInThreeSteps() {
        noClasses()
                .that()
                .resideInAPackage("org.nicepim.workload.onnx.graph")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.nicepim.workload.onnx",
                        "org.nicepim.workload.onnx.infer",
                        "org.nicepim.workload.onnx.lower")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("org.nicepim.workload.onnx.infer")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.nicepim.workload.onnx", "org.nicepim.workload.onnx.lower")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("org.nicepim.workload.onnx.lower")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.nicepim.workload.onnx", "org.nicepim.workload.onnx.infer", "com.google.protobuf..")
                .check(CLASSES);
    }

    /** The simulator keeps the closed forms honest only as long as it shares no code with them. */
    @Test
    void simulatorAndClosedFormsDoNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAPackage(tree("sim"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(tree("cost"))
                .allowEmptyShould(true)
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(tree("cost"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(tree("sim"))
                .check(CLASSES);
    }

    @Test
    void nothingKnowsSolversSparkOrSmile() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.spark..", "org.apache.hadoop..", "com.google.ortools..", "com.gurobi..", "smile..")
                .check(CLASSES);
    }

    /** If the rules let the planted class pass, they check nothing. */
    @Test
    void thePlantedViolationIsFound() {
        JavaClasses planted = new ClassFileImporter().importPackages("org.nicepim.cost.planted");
        assertThat(planted).isNotEmpty();
        assertThat(arrows(1, "cost").evaluate(planted).hasViolation()).isTrue();
        assertThat(arrows(1, "cost").evaluate(CLASSES).hasViolation()).isFalse();
    }
}
