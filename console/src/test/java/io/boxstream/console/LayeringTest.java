package io.boxstream.console;

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
          .importPackages("io.boxstream.console");

  @Test
  void knowsQuarkusInAppOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.boxstream.console.app")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.quarkus..",
            "jakarta..",
            "org.eclipse.microprofile..",
            "io.smallrye..",
            "io.vertx.ext..",
            "io.boxstream.rest.access..",
            "io.boxstream.rest.config..",
            "io.boxstream.rest.health..",
            "io.boxstream.rest.paging..",
            "io.boxstream.rest.problem..",
            "io.boxstream.rest.trace..",
            "io.boxstream.rest.upload..")
        .check(CLASSES);
  }

  @Test
  void asksTheServicesAndKnowsNoneOfTheirCode() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.boxstream.ingest..",
            "io.boxstream.trainer..",
            "io.boxstream.evaluator..",
            "io.boxstream.inference..",
            "io.boxstream.artifacts..",
            "io.boxstream.detection..",
            "io.boxstream.dataset..")
        .check(CLASSES);
  }

  @Test
  void hasNoCyclesBetweenPackages() {
    slices().matching("io.boxstream.console.(*)..").should().beFreeOfCycles().check(CLASSES);
  }
}
