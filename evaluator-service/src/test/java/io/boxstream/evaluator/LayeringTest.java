package io.boxstream.evaluator;

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
          .importPackages("io.boxstream.evaluator");

  @Test
  void knowsQuarkusInAppOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.boxstream.evaluator.app")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.quarkus..",
            "jakarta..",
            "org.eclipse.microprofile..",
            "io.smallrye..",
            "io.boxstream.rest.config..",
            "io.boxstream.rest.health..",
            "io.boxstream.rest.paging..",
            "io.boxstream.rest.problem..",
            "io.boxstream.rest.trace..",
            "io.boxstream.rest.upload..")
        .check(CLASSES);
  }

  @Test
  void decidesWithoutTheEngineAndWithoutKafka() {
    noClasses()
        .that()
        .resideInAnyPackage("io.boxstream.evaluator.policy", "io.boxstream.evaluator.decide")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.kafka..", "io.boxstream.detection..", "ai.djl..")
        .check(CLASSES);
  }

  @Test
  void knowsNoOtherService() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.boxstream.ingest..", "io.boxstream.trainer..", "io.boxstream.inference..")
        .check(CLASSES);
  }

  @Test
  void hasNoCyclesBetweenPackages() {
    slices().matching("io.boxstream.evaluator.(*)..").should().beFreeOfCycles().check(CLASSES);
  }
}
