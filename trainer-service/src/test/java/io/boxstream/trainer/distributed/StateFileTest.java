package io.boxstream.trainer.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path directory;

  @Test
  void hasTheStateAndTheTimeOfTheLastSignOfLife() {
    Path path = directory.resolve("folder/state");
    at(NOW, path).write(ParticipantState.WAITING);

    assertThat(path).hasContent("waiting\n");
    assertThat(at(NOW.plusSeconds(60), path).isOlderThan(Duration.ofSeconds(60))).isFalse();
    assertThat(at(NOW.plusSeconds(61), path).isOlderThan(Duration.ofSeconds(60))).isTrue();
  }

  @Test
  void isNotOldWhereItIsNotThere() {
    assertThat(at(NOW, directory.resolve("none")).isOlderThan(Duration.ZERO)).isFalse();
  }

  @Test
  void cannotBeWrittenWithoutHarm() {
    at(NOW, directory.resolve("state")).write(ParticipantState.STARTING);

    at(NOW, directory.resolve("state/below")).write(ParticipantState.WAITING);

    assertThat(directory.resolve("state")).hasContent("starting\n");
  }

  private static StateFile at(Instant now, Path path) {
    return new StateFile(path, Clock.fixed(now, ZoneOffset.UTC));
  }
}
