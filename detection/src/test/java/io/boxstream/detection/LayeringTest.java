package io.boxstream.detection;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

class LayeringTest {

  private static final String ROOT = "io.boxstream.detection";

  private static final JavaClasses PRODUCTION =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.boxstream");

  @Test
  void theDetectorKnowsNoLogNoFrameworkAndNoStorage() {
    ArchRule rule =
        noClasses()
            .that()
            .resideInAPackage("io.boxstream..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "org.apache.kafka..",
                "io.cloudevents..",
                "io.quarkus..",
                "io.smallrye..",
                "jakarta..",
                "io.minio..",
                "software.amazon..",
                "java.net.http..");

    rule.check(PRODUCTION);
  }

  @Test
  void ofOurOwnModulesTheDetectorKnowsOnlyImages() {
    ArchRule rule =
        noClasses()
            .that()
            .resideInAPackage(ROOT + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "io.boxstream.events..",
                "io.boxstream.artifacts..",
                "io.boxstream.dataset..",
                "io.boxstream.testbed..");

    rule.check(PRODUCTION);
  }

  @Test
  void imagesKnowsNothingOfOurs() {
    ArchRule rule =
        noClasses()
            .that()
            .resideInAPackage("io.boxstream.images..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + "..");

    rule.check(PRODUCTION);
  }

  @Test
  void mathematicsNeedsNoEngineAndOnlyTransformsNeedOpenCv() {
    ArchRule mathematics =
        noClasses()
            .that()
            .resideInAnyPackage(
                ROOT + ".anchor..",
                ROOT + ".target..",
                ROOT + ".decode..",
                ROOT + ".metric..",
                ROOT + ".transform..",
                ROOT + ".pipeline..",
                ROOT + ".onnx..",
                ROOT + ".drift..",
                ROOT + ".uncertainty..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.djl..", ROOT + ".engine..", ROOT + ".training..");
    ArchRule openCv =
        noClasses()
            .that()
            .resideInAPackage(ROOT + "..")
            .and()
            .resideOutsideOfPackage(ROOT + ".transform..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bytedeco..");
    mathematics.check(PRODUCTION);
    openCv.check(PRODUCTION);
  }
}
