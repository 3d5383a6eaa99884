package io.boxstream.inference.serve;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * How many images a batch may have. With an objective for the latency of a request, it is the
 * largest batch whose time in the engine is at most half of the objective: an image waits at most
 * for a batch that runs and then for its own. The times are measured while serving ({@link
 * BatchTimes}), so the limit follows the model, the machine and its load. Without an objective it
 * is the configured maximum.
 *
 * <p>The limit grows by one image at a time, because times of batches that have never run are
 * extrapolated; it falls at once. Thread-safe.
 */
final class BatchLimit {
  private final int maximum;
  private final Optional<Duration> objective;
  private final BatchTimes times = new BatchTimes();
  private int images;

  /**
   * @param maximum most images of a batch, at least 1
   * @param objective what a request may take, decoding excluded; empty for no objective
   */
  BatchLimit(int maximum, Optional<Duration> objective) {
    this.maximum = maximum;
    this.objective = requireNonNull(objective, "objective");
    this.images = objective.isPresent() ? 1 : maximum;
  }

  /** The most images of the next batch, from 1 to the maximum. */
  synchronized int images() {
    return images;
  }

  /** How long the engine takes for an image in a batch of the present limit, in nanoseconds. */
  synchronized double nanosPerImage() {
    return times.of(images) / images;
  }

  /**
   * Tells what a batch took.
   *
   * @param batch its images
   * @param nanos its time in the engine
   */
  synchronized void measured(int batch, long nanos) {
    times.add(batch, nanos);
    objective.ifPresent(latency -> images = within(latency.toNanos() / 2.0));
  }

  private int within(double nanos) {
    int largest = Math.min(maximum, images + 1);
    while (largest > 1 && times.of(largest) > nanos) {
      largest--;
    }
    return largest;
  }
}
