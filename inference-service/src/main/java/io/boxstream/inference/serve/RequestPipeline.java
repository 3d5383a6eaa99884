package io.boxstream.inference.serve;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.HardExample.Request;
import io.boxstream.inference.model.ModelUse;
import io.boxstream.inference.model.ServedModels;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** The pipeline for requests: finds who answers them, and a listener is told of each answer. */
public final class RequestPipeline {
  private final DetectionPipeline pipeline;
  private final ServedModels models;
  private final CanaryRouter router;
  private final AnswerListener listener;
  private final LongSupplier nanoTime;

  /**
   * @param models answer requests
   * @param router knows whether the challenger of a rollout answers
   * @param listener told after each answer
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public RequestPipeline(
      DetectionPipeline pipeline,
      ServedModels models,
      CanaryRouter router,
      AnswerListener listener,
      LongSupplier nanoTime) {
    this.pipeline = requireNonNull(pipeline, "pipeline");
    this.models = requireNonNull(models, "models");
    this.router = requireNonNull(router, "router");
    this.listener = requireNonNull(listener, "listener");
    this.nanoTime = requireNonNull(nanoTime, "nanoTime");
  }

  /**
   * Detects in the image of a request, after its model was loaded if it has to be. The model stays
   * in memory until the answer is there.
   *
   * @param image what is computed
   * @param request where and when it came from
   * @return as {@link DetectionPipeline#detect}; fails also as {@link ServedModels#use}
   */
  public CompletableFuture<Answer> detect(ImageRequest image, Request request) {
    return admit(image.model(), image.timeLeft()).detect(given -> given.detect(image, request));
  }

  /**
   * Asks for the model of a request before its image is there.
   *
   * @param model its name; empty for the primary one
   * @param timeLeft as of {@link ImageRequest}
   */
  public Admission admit(Optional<String> model, Optional<Duration> timeLeft) {
    long began = nanoTime.getAsLong();
    return new Admission(use(model.orElseGet(() -> models.primary().name()), timeLeft), began);
  }

  /** A request whose model was asked for. */
  public final class Admission {
    private final CompletableFuture<ModelUse> use;
    private final long began;

    private Admission(CompletableFuture<ModelUse> use, long began) {
      this.use = use;
      this.began = began;
    }

    /**
     * Answers the request when the model is there, which stays in memory until then.
     *
     * @param work gives the image to the model; it may return before it has it
     * @return fails also as {@link ServedModels#use}
     */
    public CompletableFuture<Answer> detect(Function<Admitted, CompletableFuture<Answer>> work) {
      return use.thenCompose(
          given ->
              work.apply((image, request) -> start(given, image, request))
                  .whenComplete((answer, failure) -> given.close()));
    }

    private CompletableFuture<Answer> start(ModelUse given, ImageRequest image, Request request) {
      requireNonNull(request, "request");
      Duration waited = Duration.ofNanos(nanoTime.getAsLong() - began);
      return RequestPipeline.this.detect(image.submission(given.model(), waited), request);
    }
  }

  /** A model that is in memory for a request. */
  @FunctionalInterface
  public interface Admitted {

    /**
     * Detects in the image of the request.
     *
     * @param image what is computed; the time that is left counts from when the model was asked for
     * @param request where and when it came from
     * @return as {@link DetectionPipeline#detect}
     */
    CompletableFuture<Answer> detect(ImageRequest image, Request request);
  }

  private CompletableFuture<ModelUse> use(String model, Optional<Duration> timeLeft) {
    CompletableFuture<ModelUse> use = models.use(model);
    if (use.isDone() || timeLeft.isEmpty()) {
      return use;
    }
    return use.orTimeout(timeLeft.get().toNanos(), TimeUnit.NANOSECONDS)
        .exceptionallyCompose(
            failure ->
                CompletableFuture.failedFuture(
                    failure instanceof TimeoutException
                        ? new DeadlineExceededException()
                        : failure));
  }

  private CompletableFuture<Answer> detect(Submission image, Request request) {
    return router
        .detect(image, request, pipeline::detect)
        .thenApply(
            found -> {
              listener.answered(image.bytes(), found, request);
              return found;
            });
  }

  /** The models that answer requests. */
  public ServedModels models() {
    return models;
  }

  /** As {@link DetectionPipeline#backlog}. */
  public Duration backlog() {
    return pipeline.backlog();
  }
}
