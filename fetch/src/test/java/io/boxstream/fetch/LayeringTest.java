package io.boxstream.fetch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class LayeringTest {

  @Test
  void knowsNothingButTheHttpClient() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("io.boxstream.fetch", "java..", "okhttp3..", "okio..", "kotlin..")
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.boxstream.fetch"));
  }
}
