package io.boxstream.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddressesTest {

  @TempDir private Path home;

  @Test
  void areThoseOfALocalRunUnlessSomethingElseIsSaid() {
    Addresses addresses = new Addresses(Map.of(), Map.of("HOME", home.toString()));

    assertThat(addresses.of(Service.INGEST)).hasToString("http://127.0.0.1:8081");
    assertThat(addresses.of(Service.INFERENCE)).hasToString("http://127.0.0.1:8084");
  }

  @Test
  void optionCountsBeforeEnvironmentBeforeFile() throws IOException {
    write(home.resolve(".config"), "ingest.url=http://file:1\ntrainer.url=http://file:2/\n");
    Map<String, String> variables =
        Map.of("HOME", home.toString(), "BOXSTREAM_INGEST_URL", "http://variable:1");

    Addresses addresses = new Addresses(Map.of(Service.EVALUATOR, "https://option/a"), variables);

    assertThat(addresses.of(Service.EVALUATOR)).hasToString("https://option/a");
    assertThat(addresses.of(Service.INGEST)).hasToString("http://variable:1");
    assertThat(addresses.of(Service.TRAINER)).hasToString("http://file:2");
    assertThat(
            new Addresses(Map.of(Service.INGEST, "http://option:1"), variables).of(Service.INGEST))
        .hasToString("http://option:1");
  }

  @Test
  void readsTheFileOfTheXdgFolder() throws IOException {
    write(home.resolve("xdg"), "ingest.url=http://file:1");

    Addresses addresses =
        new Addresses(
            Map.of(), Map.of("HOME", "/other", "XDG_CONFIG_HOME", home.resolve("xdg").toString()));

    assertThat(addresses.of(Service.INGEST)).hasToString("http://file:1");
  }

  @Test
  void saysWhereAWrongAddressIs() throws IOException {
    write(home.resolve(".config"), "trainer.url=127.0.0.1:8082");
    Map<String, String> variables =
        Map.of("HOME", home.toString(), "BOXSTREAM_INGEST_URL", "ftp://host");
    Addresses addresses = new Addresses(Map.of(Service.INFERENCE, "http://a b"), variables);

    assertThatThrownBy(() -> addresses.of(Service.INFERENCE))
        .isInstanceOf(InvalidAddressException.class)
        .hasMessageContaining("--inference");
    assertThatThrownBy(() -> addresses.of(Service.INGEST))
        .hasMessageContaining("BOXSTREAM_INGEST_URL")
        .hasMessageContaining("ftp://host");
    assertThatThrownBy(() -> addresses.of(Service.TRAINER))
        .hasMessageContaining("trainer.url")
        .hasMessageContaining("cli.properties");
  }

  private static void write(Path configuration, String text) throws IOException {
    Path file = configuration.resolve("boxstream/cli.properties");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
