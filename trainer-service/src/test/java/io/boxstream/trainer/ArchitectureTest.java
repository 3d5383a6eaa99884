package io.boxstream.trainer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.boxstream.trainer");

  @Test
  void onlyTheWiringKnowsTheFramework() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..trainer.app..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.quarkus..",
            "jakarta..",
            "io.smallrye..",
            "org.eclipse.microprofile..",
            "io.micrometer..",
            "org.jboss..",
            "io.boxstream.rest.config..",
            "io.boxstream.rest.health..",
            "io.boxstream.rest.paging..",
            "io.boxstream.rest.problem..",
            "io.boxstream.rest.trace..",
            "io.boxstream.rest.upload..")
        .check(CLASSES);
  }

  @Test
  void nobodyKnowsTheWiring() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..trainer.app..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("..trainer.app..")
        .check(CLASSES);
  }

  @Test
  void theLoopKnowsNeitherTopicsNorStores() {
    noClasses()
        .that()
        .resideInAPackage("..trainer.loop..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.kafka..", "io.boxstream.artifacts.store..", "..trainer.publish..")
        .check(CLASSES);
  }

  @Test
  void theTrainerKnowsNeitherEvaluationNorServing() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.boxstream.detection.inference..", "io.boxstream.detection.metric..")
        .check(CLASSES);
  }

  @Test
  void onlyEarlyStoppingReadsScores() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(ValidationScores.class.getName())
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.boxstream.artifacts.evaluation..")
        .check(CLASSES);
  }

  @Test
  void itsPackagesDependOnEachOtherInOneDirection() {
    slices().matching("io.boxstream.trainer.(*)").should().beFreeOfCycles().check(CLASSES);
  }
}
