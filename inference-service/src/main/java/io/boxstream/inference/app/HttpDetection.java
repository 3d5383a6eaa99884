package io.boxstream.inference.app;

import io.boxstream.events.DetectedBox;
import io.boxstream.events.DetectionResult;
import io.boxstream.events.HardExample.Request;
import io.boxstream.images.ImageLimits;
import io.boxstream.images.ImageTooLargeException;
import io.boxstream.inference.model.ModelStatus;
import io.boxstream.inference.model.ServedModels;
import io.boxstream.inference.serve.Answer;
import io.boxstream.inference.serve.Deadline;
import io.boxstream.inference.serve.DetectionResults;
import io.boxstream.inference.serve.ImageRequest;
import io.boxstream.inference.serve.ModelConcurrency;
import io.boxstream.inference.serve.NoModelException;
import io.boxstream.inference.serve.RequestPipeline;
import io.boxstream.inference.serve.RequestSource;
import io.boxstream.inference.serve.ServingMetrics;
import io.boxstream.inference.serve.ThresholdSelector;
import io.boxstream.rest.problem.ProblemException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Answers uploads: as many images at once as are allowed, each no larger than is allowed, each
 * counted once.
 */
@Singleton
public class HttpDetection {
  private final RequestPipeline pipeline;
  private final ServedModels models;
  private final ServingMetrics metrics;
  private final ThresholdSelector thresholds;
  private final ImageLimits limits;
  private final InferenceConfiguration.Inference configuration;
  private final ModelConcurrency concurrency;
  private final Clock clock = Clock.systemUTC();

  HttpDetection(InferenceApplication application, InferenceConfiguration configuration) {
    this.pipeline = application.requests();
    this.models = pipeline.models();
    this.metrics = application.metrics();
    this.thresholds = application.thresholds();
    this.configuration = configuration.inference();
    this.limits = InferenceApplication.limits(this.configuration.images());
    this.concurrency =
        new ModelConcurrency(
            this.configuration.http().maxInFlight(),
            "images are being worked on already (boxstream.inference.http.max-in-flight)",
            pipeline::backlog);
  }

  /** Detects in an image; parameters as {@link #detectAll}. */
  CompletableFuture<Answer> detect(String model, byte[] image, Duration timeLeft) {
    return detectAll(model, List.of(image), timeLeft).get(0);
  }

  /**
   * Detects in the images of a request. They are refused together when not all of them may be
   * worked on.
   *
   * @param model that is to answer
   * @param timeLeft until nobody waits for the answers any more
   * @return the answer to each; they come and fail one by one
   */
  List<CompletableFuture<Answer>> detectAll(String model, List<byte[]> images, Duration timeLeft) {
    ModelConcurrency.Permit permit;
    try {
      requireServed(model);
      permit = concurrency.acquire(model, images.size());
    } catch (RuntimeException e) {
      images.forEach(image -> metrics.failed(RequestSource.HTTP, model, e));
      throw e;
    }
    Request request = new Request(clock.instant(), "", Optional.empty());
    List<CompletableFuture<Answer>> answers =
        images.stream()
            .map(
                image ->
                    new ImageRequest(
                        image, RequestSource.HTTP, Optional.of(timeLeft), Optional.of(model)))
            .map(image -> pipeline.detect(image, request))
            .toList();
    // A request that gave up still occupies the engine: its place is free when its answers are
    // there.
    CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
        .whenComplete((all, failure) -> permit.close());
    return answers.stream().map(answer -> limited(model, answer)).toList();
  }

  private void requireServed(String model) {
    ModelStatus status = models.find(model).orElseThrow(() -> models.unknown(model));
    if (status.primary() && status.identity().isEmpty()) {
      throw new NoModelException(model);
    }
  }

  private CompletableFuture<Answer> limited(String model, CompletableFuture<Answer> answer) {
    return answer
        .copy()
        .orTimeout(configuration.http().timeout().toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((found, failure) -> count(model, found, failure));
  }

  /** The result as it leaves the service. */
  DetectionResult result(Answer found, OptionalDouble threshold) {
    return DetectionResults.of(
        found, "", Optional.empty(), thresholds.of(found.identity(), threshold));
  }

  /** The boxes of a result, best first. */
  List<DetectedBox> boxes(Answer found, OptionalDouble threshold) {
    return DetectionResults.boxes(found, thresholds.of(found.identity(), threshold));
  }

  /** All of an image that is not too large. */
  byte[] read(String model, InputStream body) throws IOException {
    byte[] bytes = body.readNBytes(limits.maxBytes() + 1);
    if (bytes.length > limits.maxBytes()) {
      ImageTooLargeException tooLarge =
          new ImageTooLargeException(
              "the image has more than %d bytes (boxstream.inference.images.max-size)"
                  .formatted(limits.maxBytes()));
      metrics.failed(RequestSource.HTTP, model, tooLarge);
      throw tooLarge;
    }
    return bytes;
  }

  private void count(String model, Answer answer, Throwable failure) {
    if (failure == null) {
      metrics.answered(RequestSource.HTTP, answer);
    } else {
      metrics.failed(
          RequestSource.HTTP,
          model,
          failure instanceof CompletionException wrapped ? wrapped.getCause() : failure);
    }
  }

  /**
   * How long somebody waits for an answer: no longer than the timeout.
   *
   * @param deadline when nobody waits any more as text, or null if only the timeout tells
   */
  Duration timeLeft(String deadline) {
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

  /** The threshold of a query; empty for the served ones. */
  static OptionalDouble threshold(String text) {
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
