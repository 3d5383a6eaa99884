package io.boxstream.inference.serve;

import static java.util.Objects.requireNonNull;

import io.boxstream.inference.model.ModelHolder;
import java.time.Duration;
import java.util.Optional;

/**
 * An image for the {@link DetectionPipeline}.
 *
 * @param bytes a file of one of the formats that {@code images} reads; must not be changed
 *     afterwards
 * @param source whose share of the engine it uses
 * @param timeLeft how long somebody waits for the answer, zero if nobody does any more; empty for
 *     any time
 * @param model who answers: what it holds when the batch is cut
 */
public record Submission(
    byte[] bytes, RequestSource source, Optional<Duration> timeLeft, ModelHolder model) {

  public Submission {
    requireNonNull(bytes, "bytes");
    requireNonNull(source, "source");
    requireNonNull(timeLeft, "timeLeft");
    requireNonNull(model, "model");
  }

  /** The same for another model. */
  public Submission withModel(ModelHolder other) {
    return new Submission(bytes, source, timeLeft, other);
  }

  /** The same after some of the time has passed. */
  public Submission after(Duration passed) {
    return new Submission(bytes, source, timeLeft.map(left -> remaining(left, passed)), model);
  }

  private static Duration remaining(Duration left, Duration passed) {
    Duration remaining = left.minus(passed);
    return remaining.isNegative() ? Duration.ZERO : remaining;
  }

  /** An image whose answer is wanted at any time. */
  public static Submission of(byte[] bytes, RequestSource source, ModelHolder model) {
    return new Submission(bytes, source, Optional.empty(), model);
  }
}
