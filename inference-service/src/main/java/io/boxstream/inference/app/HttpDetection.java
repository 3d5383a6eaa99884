package io.boxstream.inference.app;

import io.boxstream.events.DetectionResult;
import io.boxstream.events.HardExample.Request;
import io.boxstream.images.ImageLimits;
import io.boxstream.images.ImageTooLargeException;
import io.boxstream.inference.serve.Answer;
import io.boxstream.inference.serve.ConcurrencyLimit;
import io.boxstream.inference.serve.Deadline;
import io.boxstream.inference.serve.DetectionResults;
import io.boxstream.inference.serve.NoModelException;
import io.boxstream.inference.serve.RequestPipeline;
import io.boxstream.inference.serve.RequestSource;
import io.boxstream.inference.serve.ServingMetrics;
import io.boxstream.inference.serve.Submission;
import io.boxstream.inference.serve.ThresholdSelector;
import io.boxstream.rest.problem.ProblemException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Answers uploads: as many at once as are allowed, each no larger than is allowed, each counted
 * once.
 */
@Singleton
public class HttpDetection {
  private final InferenceApplication application;
  private final RequestPipeline pipeline;
  private final ServingMetrics metrics;
  private final ThresholdSelector thresholds;
  private final ImageLimits limits;
  private final InferenceConfiguration.Inference configuration;
  private final ConcurrencyLimit concurrency;
  private final Clock clock = Clock.systemUTC();

  HttpDetection(InferenceApplication application, InferenceConfiguration configuration) {
    this.application = application;
    this.pipeline = application.requests();
    this.metrics = application.metrics();
    this.thresholds = application.thresholds();
    this.configuration = configuration.inference();
    this.limits = InferenceApplication.limits(this.configuration.images());
    this.concurrency =
        new ConcurrencyLimit(
            this.configuration.http().maxInFlight(),
            "images are being worked on already (boxstream.inference.http.max-in-flight)",
            pipeline::backlog);
  }

  /**
   * Detects in an upload.
   *
   * @param body the image, read before this returns
   * @param threshold lowest score as text, or null for the served ones
   * @param deadline when nobody waits any more as text, or null if only the timeout tells
   */
  CompletionStage<DetectionResult> detect(InputStream body, String threshold, String deadline)
      throws IOException {
    OptionalDouble requested = threshold(threshold);
    Duration timeLeft = timeLeft(deadline);
    CompletableFuture<Answer> answer;
    try {
      answer = submit(body, timeLeft);
    } catch (RuntimeException e) {
      metrics.failed(RequestSource.HTTP, e);
      throw e;
    }
    return answer
        .orTimeout(configuration.http().timeout().toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete(this::count)
        .thenApply(
            found ->
                DetectionResults.of(
                    found, "", Optional.empty(), thresholds.of(found.identity(), requested)));
  }

  private CompletableFuture<Answer> submit(InputStream body, Duration timeLeft) throws IOException {
    if (application.models().identity().isEmpty()) {
      throw new NoModelException();
    }
    Request request = new Request(clock.instant(), "", Optional.empty());
    ConcurrencyLimit.Permit ticket = concurrency.acquire();
    try {
      CompletableFuture<Answer> answer =
          pipeline.detect(
              new Submission(read(body), RequestSource.HTTP, Optional.of(timeLeft)), request);
      // A request that gave up still occupies the engine: its place is free when its answer is
      // there.
      CompletableFuture<Answer> seen = answer.whenComplete((found, failure) -> ticket.close());
      return seen.copy();
    } catch (RuntimeException | IOException e) {
      ticket.close();
      throw e;
    }
  }

  private byte[] read(InputStream body) throws IOException {
    byte[] bytes = body.readNBytes(limits.maxBytes() + 1);
    if (bytes.length > limits.maxBytes()) {
      throw new ImageTooLargeException(
          "the image has more than %d bytes (boxstream.inference.images.max-size)"
              .formatted(limits.maxBytes()));
    }
    return bytes;
  }

  private void count(Answer answer, Throwable failure) {
    if (failure == null) {
      metrics.answered(RequestSource.HTTP, answer);
    } else {
      metrics.failed(RequestSource.HTTP, failure);
    }
  }

  /** Nobody waits longer than the timeout. */
  private Duration timeLeft(String deadline) {
    Duration timeout = configuration.http().timeout();
    if (deadline == null) {
      return timeout;
    }
    try {
      Duration asked = Deadline.timeLeft(deadline, clock.instant());
      return asked.compareTo(timeout) < 0 ? asked : timeout;
    } catch (IllegalArgumentException e) {
      throw ProblemException.invalidRequest(e.getMessage());
    }
  }

  private static OptionalDouble threshold(String text) {
    if (text == null) {
      return OptionalDouble.empty();
    }
    try {
      return OptionalDouble.of(ThresholdSelector.parse(text));
    } catch (IllegalArgumentException e) {
      throw ProblemException.invalidRequest(e.getMessage());
    }
  }
}
