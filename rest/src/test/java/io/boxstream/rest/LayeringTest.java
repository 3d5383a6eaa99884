package io.boxstream.rest;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.boxstream.artifacts.store.ArtifactException;
import io.boxstream.artifacts.store.StoreSettings;
import io.boxstream.artifacts.store.StoreUnavailableException;
import io.boxstream.events.KafkaSettings;
import io.boxstream.events.TraceContext;
import io.boxstream.events.consume.ConsumerLoop;
import io.boxstream.rest.lifecycle.ServiceLifecycle;
import org.junit.jupiter.api.Test;

class LayeringTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.boxstream.rest");

  @Test
  void knowsNoEventNoModelAndNoService() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.boxstream..")
                .and(not(resideInAPackage("io.boxstream.rest..")))
                .and(not(resideInAPackage("io.boxstream.access..")))
                .and(not(resideInAPackage("io.boxstream.certificates..")))
                .and(
                    not(
                        belongToAnyOf(
                            ConsumerLoop.class,
                            KafkaSettings.class,
                            TraceContext.class,
                            StoreSettings.class,
                            ArtifactException.class,
                            StoreUnavailableException.class))))
        .check(CLASSES);
  }

  @Test
  void knowsNoClientOfBrokerOrStore() {
    noClasses()
        .should()
        .dependOnClassesThat(resideInAnyPackage("org.apache.kafka..", "io.minio..", "ai.djl.."))
        .check(CLASSES);
  }

  @Test
  void startAndStopNeedNoFramework() {
    noClasses()
        .that()
        .resideInAPackage("io.boxstream.rest.lifecycle")
        .and()
        .doNotBelongToAnyOf(ServiceLifecycle.class)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "io.quarkus..", "jakarta..", "io.smallrye..", "org.eclipse.microprofile.."))
        .check(CLASSES);
  }

  @Test
  void hasNoCyclesBetweenPackages() {
    slices().matching("io.boxstream.rest.(*)..").should().beFreeOfCycles().check(CLASSES);
  }
}
