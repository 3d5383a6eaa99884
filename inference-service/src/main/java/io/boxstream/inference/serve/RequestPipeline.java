package io.boxstream.inference.serve;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.HardExample.Request;
import io.boxstream.inference.model.ModelHolder;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** The pipeline for requests: knows who answers them, and a listener is told of each answer. */
public final class RequestPipeline {
  private final DetectionPipeline pipeline;
  private final ModelHolder model;
  private final CanaryRouter router;
  private final AnswerListener listener;

  /**
   * @param model answers requests
   * @param router knows whether the challenger of a rollout answers
   * @param listener told after each answer
   */
  public RequestPipeline(
      DetectionPipeline pipeline, ModelHolder model, CanaryRouter router, AnswerListener listener) {
    this.pipeline = requireNonNull(pipeline, "pipeline");
    this.model = requireNonNull(model, "model");
    this.router = requireNonNull(router, "router");
    this.listener = requireNonNull(listener, "listener");
  }

  /**
   * Detects in the image of a request.
   *
   * @param image what is computed
   * @param request where and when it came from
   * @return as {@link DetectionPipeline#detect}
   */
  public CompletableFuture<Answer> detect(Submission image, Request request) {
    requireNonNull(request, "request");
    CompletableFuture<Answer> answer = router.detect(image, request, pipeline::detect);
    return answer.thenApply(
        found -> {
          listener.answered(image.bytes(), found, request);
          return found;
        });
  }

  /** Who answers requests. */
  public ModelHolder model() {
    return model;
  }

  /** As {@link DetectionPipeline#backlog}. */
  public Duration backlog() {
    return pipeline.backlog();
  }
}
