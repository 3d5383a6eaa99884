package io.boxstream.ingest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class LayeringTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.boxstream.ingest");

  @Test
  void onlyAppKnowsTheFramework() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.boxstream.ingest.app..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.quarkus..",
            "jakarta..",
            "io.smallrye..",
            "org.jboss..",
            "org.eclipse..",
            "io.boxstream.rest.config..",
            "io.boxstream.rest.health..",
            "io.boxstream.rest.paging..",
            "io.boxstream.rest.problem..",
            "io.boxstream.rest.trace..",
            "io.boxstream.rest.upload..")
        .check(CLASSES);
  }

  @Test
  void nothingKnowsApp() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.boxstream.ingest.app..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.boxstream.ingest.app..")
        .check(CLASSES);
  }

  @Test
  void ingestKnowsNoModels() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("ai.djl..", "io.boxstream.detection..", "io.boxstream.dataset")
        .check(CLASSES);
  }

  @Test
  void readersOfLabelsAndArchivesKnowNoLog() {
    noClasses()
        .that()
        .resideInAnyPackage("io.boxstream.ingest.annotation..", "io.boxstream.ingest.archive..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.kafka..", "io.boxstream.events..", "io.boxstream.artifacts..")
        .check(CLASSES);
  }

  @Test
  void packagesDependOnEachOtherInOneDirection() {
    slices().matching("io.boxstream.ingest.(*)..").should().beFreeOfCycles().check(CLASSES);
  }
}
