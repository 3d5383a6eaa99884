package io.boxstream.artifacts;

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
          .importPackages("io.boxstream.artifacts");

  @Test
  void knowsNoKafkaQuarkusOrEngine() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.kafka..", "io.quarkus..", "jakarta..", "ai.djl..", "io.boxstream.events..")
        .check(CLASSES);
  }

  @Test
  void keepsTheClientInsideTheStorePackage() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.boxstream.artifacts.store")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.minio..", "okhttp3..", "dev.failsafe..")
        .check(CLASSES);
  }

  @Test
  void hasNoCyclesBetweenPackages() {
    slices().matching("io.boxstream.artifacts.(*)..").should().beFreeOfCycles().check(CLASSES);
  }
}
