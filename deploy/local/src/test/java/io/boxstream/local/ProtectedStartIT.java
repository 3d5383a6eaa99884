package io.boxstream.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Starts packaged services where other machines would reach them. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ProtectedStartIT {

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ingest-service",
        "trainer-service",
        "evaluator-service",
        "inference-service",
        "console"
      })
  void aServiceThatOtherMachinesWouldReachDoesNotStartAndSaysWhatToDo(String service)
      throws Exception {
    assumeTrue(LocalCheckout.servicesAreBuilt(), "the services are not packaged: run mvn verify");

    // When
    Path log = directory.resolve("log");
    Process process = start(service, log);
    try {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("has ended").isTrue();
    } finally {
      process.destroyForcibly();
    }

    // Then
    assertThat(process.exitValue()).isEqualTo(1);
    assertThat(log)
        .content()
        .contains("does not listen on 0.0.0.0")
        .contains("set quarkus.http.host=127.0.0.1")
        .contains("boxstream.access.unprotected=true")
        .doesNotContain("\tat ")
        .doesNotContain("Listening on");
  }

  private Process start(String service, Path log) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-Dquarkus.http.host=0.0.0.0",
            "-Dquarkus.http.port=" + (LocalCheckout.freePortBase() + 1),
            "-Dkafka.bootstrap.servers=127.0.0.1:1",
            "-Dboxstream.store.endpoint=http://127.0.0.1:1",
            "-Dboxstream.work-directory=" + directory.resolve("work"),
            "-jar",
            LocalCheckout.INSTALLATION.serviceJar(service).toString());
    builder.environment().put("BOXSTREAM_STORE_ACCESS_KEY", "nobody");
    builder.environment().put("BOXSTREAM_STORE_SECRET_KEY", "nothing-secret");
    builder.redirectErrorStream(true);
    builder.redirectOutput(log.toFile());
    return builder.start();
  }
}
