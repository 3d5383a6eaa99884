package io.boxstream.local.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.local.LocalRunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {

  @TempDir private Path home;

  @Test
  void aCheckoutHasServicesWhereTheBuildPutsThemAndKeepsStateInItself() throws IOException {
    Path jar = file("trainer-service/target/quarkus-app/quarkus-run.jar");

    Installation checkout = new Installation(home);

    assertThat(checkout.serviceJar("trainer-service")).isEqualTo(jar);
    assertThat(checkout.workingFolder()).isEqualTo(home);
    assertThat(checkout.command("run")).isEqualTo("deploy/local/run");
    assertThat(checkout.monitoring()).isEqualTo(home.resolve("deploy/monitoring"));
  }

  @Test
  void aDistributionHasAFolderOfServicesAndKeepsStateInTheCurrentFolder() throws IOException {
    Path jar = file("services/trainer-service/quarkus-run.jar");

    Installation distribution = new Installation(home);

    assertThat(distribution.serviceJar("trainer-service")).isEqualTo(jar);
    assertThat(distribution.workingFolder()).isEqualTo(Path.of("").toAbsolutePath());
    assertThat(distribution.command("kafka")).isEqualTo("bin/boxstream kafka");
    assertThat(distribution.monitoring()).isEqualTo(home.resolve("deploy/monitoring"));
  }

  @Test
  void namesAServiceThatIsMissing() {
    assertThatThrownBy(() -> new Installation(home).serviceJar("trainer-service"))
        .isInstanceOf(LocalRunException.class)
        .hasMessageContaining("trainer-service is not built")
        .hasMessageContaining(home.toString());
  }

  private Path file(String name) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.createFile(file);
  }
}
