package io.boxstream.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
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
          .importPackages("io.boxstream.cli");

  @Test
  void knowsNothingOfTheServicesButTheirHttpAndTheirKeys() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.boxstream..")
                .and(not(resideInAPackage("io.boxstream.cli..")))
                .and(not(resideInAPackage("io.boxstream.access..")))
                .and(not(resideInAPackage("io.boxstream.certificates.."))))
        .check(CLASSES);
  }

  @Test
  void needsJavaJacksonAndPicocliOnly() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "javax.imageio..",
            "javax.net.ssl..",
            "com.fasterxml.jackson..",
            "picocli..",
            "io.boxstream.access..",
            "io.boxstream.certificates..",
            "io.boxstream.cli..")
        .check(CLASSES);
  }

  @Test
  void onlyCommandsKnowPicocli() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.boxstream.cli.command")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("picocli..")
        .check(CLASSES);
  }

  @Test
  void hasNoCyclesBetweenPackages() {
    slices().matching("io.boxstream.cli.(*)..").should().beFreeOfCycles().check(CLASSES);
  }
}
