package io.boxstream.ingest.hardexamples;

import static io.boxstream.events.HardExampleReason.LOW_CONFIDENCE;
import static io.boxstream.ingest.hardexamples.Examples.CODEC;
import static io.boxstream.ingest.hardexamples.Examples.NOW;
import static io.boxstream.ingest.hardexamples.Examples.example;
import static io.boxstream.ingest.hardexamples.Examples.id;
import static io.boxstream.ingest.hardexamples.Examples.record;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.artifacts.snapshot.DataSetSnapshots;
import io.boxstream.artifacts.store.InMemoryObjectStore;
import io.boxstream.events.CheckpointWritten;
import io.boxstream.events.Split;
import io.boxstream.ingest.catalog.ImageCatalog;
import io.boxstream.ingest.catalog.RecordAddress;
import io.boxstream.ingest.disk.IndexFile;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstModelsTest {

  @TempDir Path directory;

  private final IndexFile file = IndexFile.inMemory();
  private final ImageCatalog images = new ImageCatalog(file, CODEC);
  private final HardExampleCatalog examples =
      new HardExampleCatalog(file, images, CODEC, Clock.fixed(NOW, ZoneOffset.UTC));
  private final DataSetSnapshots snapshots = new DataSetSnapshots(new InMemoryObjectStore());
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private FirstModels models;
  private int checkpoints;

  @BeforeEach
  void start() {
    models =
        new FirstModels(
            examples,
            snapshots,
            CODEC,
            directory.resolve("snapshots"),
            new HardExampleMetrics(meters, examples::size),
            NOW.minusSeconds(60));
    for (int i = 1; i <= 3; i++) {
      // requested ten minutes before NOW
      examples.apply(record(example(i, 0.5, LOW_CONFIDENCE), NOW, i));
    }
  }

  @Test
  void theFirstCheckpointWithTheImageEndsTheTime() {
    // Given two answered examples, of which a run has one
    answer(1);
    answer(2);
    String without = snapshot();
    String with = snapshot(entry(id(1), "train"), entry(id(9), "train"));

    // When
    models.apply(checkpoint(without, NOW));
    models.apply(checkpoint(with, NOW.plusSeconds(300)));
    models.apply(checkpoint(with, NOW.plusSeconds(900)));

    // Then
    assertThat(examples.find(id(1)).orElseThrow().modelAt()).contains(NOW.plusSeconds(300));
    assertThat(examples.find(id(2)).orElseThrow().modelAt()).isEmpty();
    Timer timer = meters.get(HardExampleMetrics.TIME_TO_MODEL).timer();
    assertThat(timer.count()).isEqualTo(1);
    assertThat(timer.totalTime(TimeUnit.SECONDS)).isEqualTo(900);
  }

  @Test
  void aValidationImageTrainsNoModel() {
    answer(1);

    models.apply(checkpoint(snapshot(entry(id(1), "val")), NOW));

    assertThat(examples.find(id(1)).orElseThrow().modelAt()).isEmpty();
  }

  @Test
  void anAnswerDuringTheRunDoesNotCountForIt() {
    answer(1);
    String run = snapshot(entry(id(1), "train"));
    models.apply(checkpoint(run, NOW));
    answer(2);

    models.apply(checkpoint(run, NOW.plusSeconds(60)));
    models.apply(
        checkpoint(snapshot(entry(id(1), "train"), entry(id(2), "train")), NOW.plusSeconds(120)));

    assertThat(examples.find(id(2)).orElseThrow().modelAt()).contains(NOW.plusSeconds(120));
  }

  @Test
  void checkpointsBeforeTheStartAreRememberedAndNotMeasured() {
    answer(1);

    models.apply(checkpoint(snapshot(entry(id(1), "train")), NOW.minusSeconds(90)));

    assertThat(examples.find(id(1)).orElseThrow().modelAt()).contains(NOW.minusSeconds(90));
    assertThat(meters.get(HardExampleMetrics.TIME_TO_MODEL).timer().count()).isZero();
  }

  @Test
  void aSnapshotThatRetentionHasRemovedIsPassedOver() {
    answer(1);

    models.apply(checkpoint("ab".repeat(32), NOW));
    models.apply(checkpoint(snapshot(entry(id(1), "train")), NOW.plusSeconds(1)));

    assertThat(examples.find(id(1)).orElseThrow().modelAt()).contains(NOW.plusSeconds(1));
    assertThat(directory.resolve("snapshots")).isEmptyDirectory();
  }

  private void answer(int number) {
    images.published(
        Examples.answer(id(number), Split.TRAIN), new RecordAddress(0, 100 + number), NOW);
  }

  private String snapshot(String... entries) {
    return snapshots.save(
        Stream.of(entries)
            .collect(Collectors.joining(",", "{\"version\":1,\"images\":[", "]}"))
            .getBytes(UTF_8));
  }

  private static String entry(String id, String split) {
    return "{\"id\":\"%s\",\"split\":\"%s\",\"width\":64,\"height\":48,\"boxes\":[]}"
        .formatted(id, split);
  }

  private ConsumerRecord<byte[], byte[]> checkpoint(String snapshot, Instant at) {
    checkpoints++;
    CheckpointWritten written =
        new CheckpointWritten(
            "run-00000" + checkpoints,
            "run",
            checkpoints,
            checkpoints,
            "runs/run/checkpoints/00000" + checkpoints + ".json",
            "detector",
            "tiny",
            List.of("hat"),
            1,
            1,
            snapshot);
    return Examples.consumed(CODEC.toRecord("checkpoints", "run", written, at), at, checkpoints);
  }
}
