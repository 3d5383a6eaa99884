package io.boxstream.inference;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class LayeringTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.boxstream.inference");

  @Test
  void onlyTheWiringKnowsTheFramework() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.boxstream.inference.app")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.quarkus..",
            "jakarta..",
            "io.smallrye..",
            "org.eclipse.microprofile..",
            "io.boxstream.rest.config..",
            "io.boxstream.rest.health..",
            "io.boxstream.rest.paging..",
            "io.boxstream.rest.problem..",
            "io.boxstream.rest.trace..",
            "io.boxstream.rest.upload..")
        .check(CLASSES);
  }

  @Test
  void onlyTheTopicPackageKnowsKafka() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.boxstream.inference.app", "io.boxstream.inference.topic")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.kafka..")
        .check(CLASSES);
  }

  @Test
  void knowsNothingOfTraining() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.boxstream.detection.training..", "io.boxstream.dataset..")
        .check(CLASSES);
  }

  @Test
  void hasNoCyclesBetweenPackages() {
    slices().matching("io.boxstream.inference.(*)..").should().beFreeOfCycles().check(CLASSES);
  }
}
