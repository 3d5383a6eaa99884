package io.boxstream.inference.serve;

import static java.util.Objects.requireNonNull;

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
 */
public record Submission(byte[] bytes, RequestSource source, Optional<Duration> timeLeft) {

  public Submission {
    requireNonNull(bytes, "bytes");
    requireNonNull(source, "source");
    requireNonNull(timeLeft, "timeLeft");
  }

  /** An image whose answer is wanted at any time. */
  public static Submission of(byte[] bytes, RequestSource source) {
    return new Submission(bytes, source, Optional.empty());
  }
}
