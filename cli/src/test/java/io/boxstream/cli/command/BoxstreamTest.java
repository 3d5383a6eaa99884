package io.boxstream.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.cli.Cli;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class BoxstreamTest {

  @TempDir private Path folder;
  private final Cli cli = new Cli();

  @Test
  void listsItsCommandsAndExplainsAddressesAndExitCodes() {
    assertThat(cli.run("--help")).isZero();

    assertThat(cli.out())
        .contains("  run  ", "  import  ", "  status  ", "  kafka  ", "  sample  ")
        .contains("BOXSTREAM_INGEST_URL", "cli.properties", "Exit codes: 0 done");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"importing", "import --unknown", "import", "status --timeout soon", "", "run"})
  void saysHowToGetHelpWhenItIsUsedWrongly(String arguments) {
    String[] words = arguments.isEmpty() ? new String[0] : arguments.split(" ");

    assertThat(cli.run(words)).isEqualTo(ExitCode.USAGE);

    assertThat(cli.err()).startsWith("boxstream").contains("--help explains it");
    assertThat(cli.out()).isEmpty();
  }

  @Test
  void suggestsTheCommandThatWasMeant() {
    cli.run("stats");

    assertThat(cli.err()).contains("status");
  }

  @Test
  void refusesAnAddressThatIsNone() {
    cli.with("BOXSTREAM_TRAINER_URL", "localhost");

    assertThat(cli.run("status")).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("BOXSTREAM_TRAINER_URL");
  }

  @Test
  void completesCommandsAndOptionsInBash() throws Exception {
    assertThat(cli.run("completion", "bash")).isZero();
    Path script = Files.writeString(folder.resolve("completion"), cli.out());

    assertThat(completed(script, "boxstream st")).isEqualTo("status");
    assertThat(completed(script, "boxstream import --res")).isEqualTo("--resume");
  }

  /** What bash makes of a line whose last word is not complete. */
  private static String completed(Path script, String line)
      throws IOException, InterruptedException {
    String program =
        """
        source '%s'
        compopt() { :; }
        COMP_WORDS=(%s)
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        COMP_LINE='%s'
        _complete_boxstream
        echo "${COMPREPLY[@]}"
        """
            .formatted(script, line, line);
    Process bash = new ProcessBuilder("bash", "-c", program).redirectErrorStream(true).start();
    String printed =
        new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(bash.waitFor()).isZero();
    return printed;
  }
}
