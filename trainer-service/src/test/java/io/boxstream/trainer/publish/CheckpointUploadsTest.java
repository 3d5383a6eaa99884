package io.boxstream.trainer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.artifacts.checkpoint.CheckpointManifest;
import io.boxstream.artifacts.checkpoint.CheckpointManifest.Arrangement;
import io.boxstream.trainer.run.CheckpointPosition;
import io.boxstream.trainer.run.MeanLosses;
import io.boxstream.trainer.run.StepHistory;
import io.boxstream.trainer.run.StopSignal;
import io.boxstream.trainer.run.TrainingPosition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointUploadsTest {

  @TempDir Path directory;
  private final StopSignal shutdown = new StopSignal();
  private final CountDownLatch storeIsBack = new CountDownLatch(1);
  private final List<Integer> published = Collections.synchronizedList(new ArrayList<>());
  private final List<String> sentences = Collections.synchronizedList(new ArrayList<>());

  @Test
  void letsTrainingGoOnUntilTwoCheckpointsWaitAndThenMakesItWait() throws Exception {
    try (CheckpointUploads uploads = uploads()) {
      uploads.submit(checkpoint(1));
      uploads.submit(checkpoint(2));
      Thread training = new Thread(() -> uploads.submit(checkpoint(3)));
      training.start();
      Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !sentences.isEmpty());
      assertThat(published).isEmpty();

      storeIsBack.countDown();
      training.join(TimeUnit.SECONDS.toMillis(30));
      uploads.awaitAll();

      assertThat(published).containsExactly(1, 2, 3);
      assertThat(sentences)
          .containsExactly(
              "waits for the object store and the broker to take the checkpoints before", "");
      try (var left = Files.list(directory)) {
        assertThat(left).isEmpty();
      }
    }
  }

  @Test
  void aCheckpointThatCannotBePublishedFailsTheNext() {
    storeIsBack.countDown();
    try (CheckpointUploads uploads =
        new CheckpointUploads(
            checkpoint -> {
              throw new IllegalStateException("conflict");
            },
            manifest -> {},
            sentences::add,
            shutdown)) {
      uploads.submit(checkpoint(1));

      assertThatThrownBy(uploads::awaitAll).hasMessage("conflict");
      assertThatThrownBy(() -> uploads.submit(checkpoint(2))).hasMessage("conflict");
    }
  }

  @Test
  void aShutdownDoesNotWaitForTheStore() {
    try (CheckpointUploads uploads = uploads()) {
      uploads.submit(checkpoint(1));
      shutdown.raise();

      assertThatThrownBy(uploads::awaitAll).isInstanceOf(StopRequestedException.class);
      storeIsBack.countDown();
    }
  }

  private CheckpointUploads uploads() {
    return new CheckpointUploads(this::publish, manifest -> {}, sentences::add, shutdown);
  }

  private CheckpointManifest publish(TrainedCheckpoint checkpoint) {
    try {
      storeIsBack.await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
    published.add(checkpoint.reached().epoch());
    return null;
  }

  private TrainedCheckpoint checkpoint(int epoch) {
    CheckpointFiles files = CheckpointFiles.in(directory, epoch);
    try {
      Files.writeString(files.parameters(), "parameters");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return new TrainedCheckpoint(
        new CheckpointPosition(
            epoch, new TrainingPosition(epoch, Duration.ZERO), 0.1, StepHistory.NONE),
        new MeanLosses(1, 1),
        new Arrangement(List.of("cpu(1)"), List.of(8)),
        Instant.EPOCH,
        files);
  }
}
