package io.boxstream.inference.serve;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.HardExample.Request;
import io.boxstream.inference.model.ModelUse;
import io.boxstream.inference.model.ServedModels;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
    requireNonNull(request, "request");
    long began = nanoTime.getAsLong();
    return use(image)
        .thenCompose(
            use ->
                detect(
                        image.submission(
                            use.model(), Duration.ofNanos(nanoTime.getAsLong() - began)),
                        request)
                    .whenComplete((answer, failure) -> use.close()));
  }

  private CompletableFuture<ModelUse> use(ImageRequest image) {
    CompletableFuture<ModelUse> use =
        models.use(image.model().orElseGet(() -> models.primary().name()));
    if (use.isDone() || image.timeLeft().isEmpty()) {
      return use;
    }
    return use.orTimeout(image.timeLeft().get().toNanos(), TimeUnit.NANOSECONDS)
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
