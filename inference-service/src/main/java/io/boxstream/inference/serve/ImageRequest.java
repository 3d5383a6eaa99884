package io.boxstream.inference.serve;

import static java.util.Objects.requireNonNull;

import io.boxstream.inference.model.ModelHolder;
import java.time.Duration;
import java.util.Optional;

/**
 * An image that somebody wants to have an answer for.
 *
 * @param bytes a file of one of the formats that {@code images} reads; must not be changed
 *     afterwards
 * @param source where it came from
 * @param timeLeft how long somebody waits for the answer, zero if nobody does any more; empty for
 *     any time
 * @param model name of the model that is to answer; empty for the primary one
 */
public record ImageRequest(
    byte[] bytes, RequestSource source, Optional<Duration> timeLeft, Optional<String> model) {

  public ImageRequest {
    requireNonNull(bytes, "bytes");
    requireNonNull(source, "source");
    requireNonNull(timeLeft, "timeLeft");
    requireNonNull(model, "model");
  }

  /**
   * What the pipeline is given.
   *
   * @param waited until the model was there
   */
  Submission submission(ModelHolder holder, Duration waited) {
    return new Submission(bytes, source, timeLeft, holder).after(waited);
  }
}
