package io.boxstream.dataset;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class LayeringTest {
  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.boxstream.dataset");

  @Test
  void knowsNothingOfTrainingEvaluationAndServing() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.boxstream.detection..",
            "io.boxstream.images..",
            "io.boxstream.ingest..",
            "io.boxstream.trainer..",
            "io.boxstream.evaluator..",
            "io.boxstream.inference..")
        .check(classes);
  }

  @Test
  void knowsNoFramework() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.quarkus..", "jakarta..", "io.minio..", "ai.djl..")
        .check(classes);
  }

  @Test
  void theIndexAloneKnowsItsDatabase() {
    noClasses()
        .that()
        .haveNameNotMatching(".*\\.DataSetIndex(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.h2..")
        .check(classes);
  }
}
