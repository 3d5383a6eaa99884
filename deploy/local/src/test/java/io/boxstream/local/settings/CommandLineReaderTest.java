package io.boxstream.local.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineReaderTest {

  private static final Path HOME = Path.of("/checkout");

  @TempDir Path folder;

  private final CommandLineReader reader = new CommandLineReader(new Installation(HOME));

  @Test
  void takesTheQuickRecipeStandardPortsAndFoldersInTheCheckoutByDefault() {
    // When
    LocalSettings settings = reader.read().orElseThrow();

    // Then
    assertThat(settings)
        .isEqualTo(
            new LocalSettings(
                Optional.empty(),
                HOME.resolve("boxstream-state"),
                HOME.resolve("boxstream-output"),
                false,
                false,
                false,
                List.of(),
                new TrainingChoice(
                    Recipe.QUICK,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()),
                new Ports(8081, 8082, 8083, 8084, 9092, 9093, 9000, 9090, 3000, 8080)));
  }

  @Test
  void readsEveryOption() throws IOException {
    // Given
    Path base = Files.createFile(folder.resolve("base.params"));

    // When
    LocalSettings settings =
        reader
            .read(
                "--data",
                "/data",
                "--once",
                "--state",
                "/state",
                "--fresh",
                "--dashboards",
                "--output",
                "/out",
                "--classes",
                "hat,bare head",
                "--recipe",
                "classic",
                "--preset",
                "ssd_300_mobilenet0.25",
                "--base",
                base.toString(),
                "--base-classes",
                "cat,dog",
                "--epochs",
                "7",
                "--batch",
                "4",
                "--learning-rate",
                "0.002",
                "--port-base",
                "20000")
            .orElseThrow();

    // Then
    assertThat(settings)
        .isEqualTo(
            new LocalSettings(
                Optional.of(Path.of("/data")),
                Path.of("/state"),
                Path.of("/out"),
                true,
                true,
                true,
                List.of("hat", "bare head"),
                new TrainingChoice(
                    Recipe.CLASSIC,
                    Optional.of("ssd_300_mobilenet0.25"),
                    Optional.of(new TrainingChoice.Base(base, List.of("cat", "dog"))),
                    Optional.of(7),
                    Optional.empty(),
                    Optional.of(4),
                    Optional.of(0.002)),
                new Ports(20001, 20002, 20003, 20004, 20005, 20006, 20007, 20008, 20009, 20010)));
  }

  @Test
  void readsATrainingTime() {
    LocalSettings settings = reader.read("--minutes", "2.5").orElseThrow();

    assertThat(settings.training().minutes()).contains(2.5);
    assertThat(settings.training().epochs()).isEmpty();
  }

  @Test
  void refusesTwoLengthsOfTheTraining() {
    assertThatThrownBy(() -> reader.read("--minutes", "5", "--epochs", "3"))
        .isInstanceOf(InvalidCommandException.class)
        .hasMessageContaining("--epochs and --minutes");
  }

  @Test
  void aPresetMayBeAFile() throws IOException {
    Path preset = Files.createFile(folder.resolve("mine.json"));

    LocalSettings settings = reader.read("--preset", preset.toString()).orElseThrow();

    assertThat(settings.training().preset()).contains(preset.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "--base-classes,cat",
    "--epochs,0",
    "--minutes,0",
    "--minutes,long",
    "--batch,-1",
    "--learning-rate,0",
    "--learning-rate,NaN",
    "--epochs,many",
    "--recipe,slow",
    "--port-base,80",
    "--port-base,65530",
    "--unknown,1"
  })
  void namesTheOptionThatMakesNoSense(String option, String value) {
    assertThatThrownBy(() -> reader.read(option, value))
        .isInstanceOf(InvalidCommandException.class)
        .hasMessageContaining(option);
  }

  @Test
  void refusesFilesThatAreNotThere() {
    assertThatThrownBy(() -> reader.read("--base", "/absent.params"))
        .isInstanceOf(InvalidCommandException.class)
        .hasMessageContaining("/absent.params");
    assertThatThrownBy(() -> reader.read("--preset", "/absent.json"))
        .isInstanceOf(InvalidCommandException.class)
        .hasMessageContaining("/absent.json");
  }

  @Test
  void refusesAnEmptyClassName() {
    assertThatThrownBy(() -> reader.read("--classes", "hat,,person"))
        .isInstanceOf(InvalidCommandException.class)
        .hasMessageContaining("--classes");
  }

  @Test
  void asksForNothingWhenHelpIsWanted() {
    assertThat(reader.read("--help")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--data",
        "--once",
        "--state",
        "--fresh",
        "--dashboards",
        "--output",
        "--classes",
        "--preset",
        "--base",
        "--base-classes",
        "--epochs",
        "--minutes",
        "--batch",
        "--learning-rate",
        "--recipe",
        "--port-base",
        "--help",
        "/checkout/boxstream-state",
        "deploy/local/kafka"
      })
  void explainsEveryOption(String option) {
    assertThat(reader.help()).contains(option).doesNotContain("${");
  }
}
