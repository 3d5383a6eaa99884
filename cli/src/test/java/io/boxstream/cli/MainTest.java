package io.boxstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class MainTest {

  @TempDir private Path folder;
  private final HttpService ingest = HttpService.start();

  @AfterEach
  void stop() {
    ingest.close();
  }

  @Test
  void saysHowToGoOnWhenCtrlCIsPressed() throws Exception {
    ingest.on("POST /v1/imports", 202, "{\"id\":\"abc\"}");
    ingest.on("GET /v1/imports/abc", 200, "{\"state\":\"RUNNING\"}");
    Path archive = Files.writeString(folder.resolve("a.zip"), "zip");
    Process process = start("import", "--ingest", ingest.address().toString(), archive.toString());
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> !ingest.requests("GET /v1/imports/abc").isEmpty());

    new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();

    assertThat(process.waitFor()).isEqualTo(130);
    assertThat(text(process))
        .contains("interrupted: the import goes on", "boxstream import --resume abc");
  }

  @Test
  void saysNothingMoreAtItsOrdinaryEnd() throws Exception {
    ingest.on("GET /v1/imports/abc", 200, "{\"state\":\"DONE\",\"images\":{\"rejected\":1}}");

    Process process = start("import", "--ingest", ingest.address().toString(), "--resume", "abc");

    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(text(process)).contains("1 rejected").doesNotContain("interrupted");
  }

  /** A process that is interrupted by SIGINT, even if the tests run where the signal is ignored. */
  private Process start(String... arguments) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            "env",
            "--default-signal=INT",
            System.getProperty("java.home") + "/bin/java",
            "-cp",
            System.getProperty("java.class.path"),
            "io.boxstream.cli.Main");
    builder.command().addAll(List.of(arguments));
    return builder.redirectErrorStream(true).start();
  }

  private static String text(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
