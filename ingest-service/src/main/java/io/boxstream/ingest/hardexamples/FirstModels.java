package io.boxstream.ingest.hardexamples;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.snapshot.DataSetSnapshots;
import io.boxstream.artifacts.store.CorruptBlobException;
import io.boxstream.artifacts.store.ObjectNotFoundException;
import io.boxstream.events.CheckpointWritten;
import io.boxstream.events.EventCodec;
import io.boxstream.events.HardExample.Request;
import io.boxstream.events.Split;
import io.boxstream.events.Topics;
import io.boxstream.ingest.catalog.TopicIndex;
import io.boxstream.ingest.export.SnapshotDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Finds for each answered hard example the first checkpoint that was trained with it: the first one
 * whose snapshot has the image for training. Reads a snapshot only if an answered example waits,
 * and once for all checkpoints of a run. Used by one thread.
 */
public final class FirstModels implements TopicIndex {

  private static final Logger LOG = System.getLogger(FirstModels.class.getName());

  private final HardExampleCatalog examples;
  private final DataSetSnapshots snapshots;
  private final EventCodec codec;
  private final Path directory;
  private final HardExampleMetrics metrics;
  private final Instant start;
  private String searched = "";
  private Set<String> waitingThen = Set.of();

  /**
   * @param examples knows which examples are answered
   * @param snapshots what runs were trained with
   * @param codec reads the topic's records
   * @param directory for a temporary file
   * @param metrics receives the times of checkpoints since the start
   * @param start of the process
   */
  public FirstModels(
      HardExampleCatalog examples,
      DataSetSnapshots snapshots,
      EventCodec codec,
      Path directory,
      HardExampleMetrics metrics,
      Instant start) {
    this.examples = requireNonNull(examples, "examples");
    this.snapshots = requireNonNull(snapshots, "snapshots");
    this.codec = requireNonNull(codec, "codec");
    this.directory = requireNonNull(directory, "directory");
    this.metrics = requireNonNull(metrics, "metrics");
    this.start = requireNonNull(start, "start");
  }

  @Override
  public String topic() {
    return Topics.CHECKPOINTS;
  }

  @Override
  public void apply(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return;
    }
    String snapshot = codec.fromRecord(record, CheckpointWritten.class).snapshotHash();
    Set<String> waiting = waiting();
    if (waiting.isEmpty() || (snapshot.equals(searched) && waitingThen.containsAll(waiting))) {
      return;
    }
    Instant at = Instant.ofEpochMilli(record.timestamp());
    trainedWith(snapshot, waiting).forEach(id -> trained(id, at));
    searched = snapshot;
    waitingThen = waiting;
  }

  /** Answered examples without a model. */
  private Set<String> waiting() {
    return examples
        .all()
        .filter(example -> example.modelAt().isEmpty())
        .map(ListedExample::id)
        .filter(id -> examples.state(id) == ExampleState.ANSWERED)
        .collect(Collectors.toSet());
  }

  private Set<String> trainedWith(String snapshot, Set<String> waiting) {
    Set<String> found = new HashSet<>();
    try {
      Files.createDirectories(directory);
      Path document = Files.createTempFile(directory, "snapshot-", ".json");
      try {
        snapshots.fetch(snapshot, document);
        SnapshotDocument.read(
            document,
            image -> {
              if (image.split() == Split.TRAIN && waiting.contains(image.id())) {
                found.add(image.id());
              }
            });
      } finally {
        Files.deleteIfExists(document);
      }
    } catch (ObjectNotFoundException | CorruptBlobException e) {
      LOG.log(Level.WARNING, "snapshot {0} is not looked at: {1}", snapshot, e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read snapshot " + snapshot, e);
    }
    return found;
  }

  private void trained(String id, Instant at) {
    examples.trained(id, at);
    if (at.isAfter(start)) {
      examples
          .find(id)
          .flatMap(example -> example.example().request())
          .map(Request::at)
          .map(request -> Duration.between(request, at))
          .filter(time -> !time.isNegative())
          .ifPresent(metrics::trained);
    }
  }

  @Override
  public void clear() {
    searched = "";
    waitingThen = Set.of();
  }
}
