package io.boxstream.ingest.hardexamples;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.ImageSource;
import io.boxstream.events.Split;
import io.boxstream.ingest.hardexamples.HardExampleMetrics.Decision;
import io.boxstream.ingest.intake.ImageIntake;
import io.boxstream.ingest.intake.Labels;
import io.boxstream.ingest.intake.OriginalBytes;
import io.boxstream.ingest.intake.Outcome;
import io.boxstream.ingest.intake.SplitAssignment;
import io.boxstream.ingest.intake.Submission;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;

/** Takes what people decide about hard examples. */
public final class HardExampleAnswers {

  private static final String KIND = "hard-example";

  private final HardExampleCatalog catalog;
  private final HardExampleImages images;
  private final ImageIntake intake;
  private final BiFunction<String, Optional<String>, Instant> tombstones;
  private final HardExampleMetrics metrics;

  /**
   * @param catalog index of the examples
   * @param images reads their images
   * @param intake ingests images
   * @param tombstones publishes the tombstone of an id and a caller, and returns its time when it
   *     is acknowledged
   * @param metrics counts decisions
   */
  public HardExampleAnswers(
      HardExampleCatalog catalog,
      HardExampleImages images,
      ImageIntake intake,
      BiFunction<String, Optional<String>, Instant> tombstones,
      HardExampleMetrics metrics) {
    this.catalog = requireNonNull(catalog, "catalog");
    this.images = requireNonNull(images, "images");
    this.intake = requireNonNull(intake, "intake");
    this.tombstones = requireNonNull(tombstones, "tombstones");
    this.metrics = requireNonNull(metrics, "metrics");
  }

  /**
   * Puts an example into the data set, with all checks of an upload.
   *
   * @param labels its labels
   * @param split where it belongs
   * @return empty if there is no such example
   * @throws NotOpenException if it was answered or dismissed already
   * @throws io.boxstream.ingest.intake.RejectedImageException if its labels are invalid
   */
  public Optional<Outcome> answer(String id, Labels labels, Split split, Optional<String> caller) {
    Optional<ListedExample> example = catalog.find(id);
    if (example.isEmpty()) {
      return Optional.empty();
    }
    requireOpen(id);
    return images
        .bytes(example.get())
        .map(bytes -> take(example.get(), bytes, labels, split, caller));
  }

  private Outcome take(
      ListedExample example, byte[] bytes, Labels labels, Split split, Optional<String> caller) {
    Outcome outcome =
        intake.retake(
            new Submission(
                new ImageSource(KIND, example.fileName()),
                new OriginalBytes.InMemory(bytes),
                labels,
                new SplitAssignment.Fixed(split),
                caller));
    metrics.count(Decision.ANSWERED);
    return outcome;
  }

  /**
   * Dismisses an example, also over restarts. Repeating it has no effect.
   *
   * @param caller who dismisses it; empty if unknown
   * @return false if there is no such example
   * @throws NotOpenException if it was answered already
   */
  public boolean dismiss(String id, Optional<String> caller) {
    if (catalog.find(id).isEmpty()) {
      return false;
    }
    ExampleState state = catalog.state(id);
    if (state == ExampleState.ANSWERED) {
      throw new NotOpenException(id, state);
    }
    if (state == ExampleState.OPEN) {
      catalog.dismissed(id, tombstones.apply(id, caller));
      metrics.count(Decision.DISMISSED);
    }
    return true;
  }

  private void requireOpen(String id) {
    ExampleState state = catalog.state(id);
    if (state != ExampleState.OPEN) {
      throw new NotOpenException(id, state);
    }
  }
}
