package io.boxstream.trainer.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.blob.BlobReference;
import io.boxstream.artifacts.blob.Blobs;
import io.boxstream.artifacts.checkpoint.CheckpointManifest;
import io.boxstream.artifacts.checkpoint.CheckpointManifest.Arrangement;
import io.boxstream.artifacts.run.RunRecord;
import io.boxstream.artifacts.snapshot.SnapshotSummary;
import io.boxstream.artifacts.store.InMemoryObjectStore;
import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.artifacts.store.StoreUnavailableException;
import io.boxstream.detection.Presets;
import io.boxstream.detection.training.Recipes;
import io.boxstream.events.consume.Backoff;
import io.boxstream.testbed.MovableClock;
import io.boxstream.trainer.fake.FakeLog;
import io.boxstream.trainer.run.CheckpointPosition;
import io.boxstream.trainer.run.MeanLosses;
import io.boxstream.trainer.run.RecipeSettings;
import io.boxstream.trainer.run.StepHistory;
import io.boxstream.trainer.run.StopSignal;
import io.boxstream.trainer.run.TrainingPosition;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store is away between the blobs and the manifest, longer than retention leaves blobs. */
class CheckpointPublicationTest {
  private static final Duration LONG = Blobs.LONGEST_UNREFERENCED.plusMinutes(1);

  @TempDir Path directory;

  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private final MovableClock clock = new MovableClock(Instant.EPOCH);
  private boolean fails = true;

  @Test
  void uploadsAgainWhatRetentionMayHaveRemoved() throws IOException {
    CheckpointManifest manifest = publish(failingOnce(false));

    List<String> referred = manifest.blobs().all().map(BlobReference::key).toList();
    assertThat(store.list(Blobs.MODELS)).hasSize(8).containsAll(referred);
    assertThat(new Artifacts(store).checkpoints().load(manifest.id())).isEqualTo(manifest);
  }

  @Test
  void keepsTheManifestWhoseAnswerWasLost() throws IOException {
    CheckpointManifest manifest = publish(failingOnce(true));

    assertThat(store.list(Blobs.MODELS)).hasSize(4);
    assertThat(new Artifacts(store).checkpoints().load(manifest.id())).isEqualTo(manifest);
  }

  private CheckpointManifest publish(ObjectStore flaky) throws IOException {
    RetryPolicy retryPolicy =
        new RetryPolicy(new Backoff(Duration.ofMillis(1), Duration.ofMillis(5)));
    CheckpointNotifications notifications =
        new CheckpointNotifications(flaky, new FakeLog(), Map::of, retryPolicy);
    CheckpointFiles files = CheckpointFiles.in(directory, 1);
    Files.writeString(files.parameters(), "parameters");
    Files.writeString(files.optimizerState(), "optimizer state");
    Files.writeString(files.graph(), "graph");
    return new CheckpointPublication(
            flaky,
            notifications,
            new Toolchain("c0ffee", "17", "0.36", "fake 1", Optional.empty(), Optional.of("fake")),
            retryPolicy,
            clock)
        .publish(
            run(),
            new TrainedCheckpoint(
                new CheckpointPosition(
                    1, new TrainingPosition(1, Duration.ZERO), 0.001, StepHistory.NONE),
                new MeanLosses(1, 1),
                new Arrangement(List.of("cpu(1)"), List.of(2)),
                Instant.EPOCH,
                files),
            new StopSignal());
  }

  private static RunRecord run() {
    return new RunRecord(
        "run",
        "detector",
        Instant.EPOCH,
        "hand",
        RecipeSettings.write(
            Recipes.quick(6), Presets.named("boxstream_300_compact"), List.of("hat")),
        new SnapshotSummary("0".repeat(64), 6, 1, 0),
        1,
        Optional.empty(),
        Optional.empty());
  }

  /**
   * The first creation of a document fails, and much time goes by.
   *
   * @param late whether the document is created all the same
   */
  private ObjectStore failingOnce(boolean late) {
    return (ObjectStore)
        Proxy.newProxyInstance(
            ObjectStore.class.getClassLoader(),
            new Class<?>[] {ObjectStore.class},
            (proxy, method, arguments) -> {
              boolean failsNow = fails && method.getName().equals("putIfAbsent");
              try {
                Object answer = failsNow && !late ? null : method.invoke(store, arguments);
                if (failsNow) {
                  fails = false;
                  clock.advance(LONG);
                  throw new StoreUnavailableException("the store is away");
                }
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
