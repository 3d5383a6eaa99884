package io.boxstream.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.local.LocalCheckout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The health check of the images, as a worker of a training on several machines. */
class ParticipantHealthTest {

  private static final Path SCRIPT = LocalCheckout.HOME.resolve("deploy/images/health");

  @TempDir Path directory;

  @ParameterizedTest(name = "{0}, {1} s ago: alive {2}, ready {3}")
  @CsvSource({
    "starting, 5, true, false",
    "joining, 5, true, false",
    "waiting, 5, true, true",
    "training, 5, true, true",
    "training, 200, false, false"
  })
  void isThatOfTheLastSignOfLife(String state, int secondsAgo, boolean alive, boolean ready)
      throws Exception {
    Path file = directory.resolve("state");
    Files.writeString(file, state + "\n");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(secondsAgo)));

    assertThat(succeeds(file)).isEqualTo(alive);
    assertThat(succeeds(file, "ready")).isEqualTo(ready);
  }

  @Test
  void isBadWithoutASign() throws Exception {
    assertThat(succeeds(directory.resolve("none"))).isFalse();
  }

  private static boolean succeeds(Path file, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("sh", SCRIPT.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("BOXSTREAM_TRAINER_DISTRIBUTED_ROLE", "worker");
    builder.environment().put("BOXSTREAM_TRAINER_DISTRIBUTED_STATE_FILE", file.toString());
    Process process = builder.start();
    process.getInputStream().readAllBytes();
    return process.waitFor() == 0;
  }
}
