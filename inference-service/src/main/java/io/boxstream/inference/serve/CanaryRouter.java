package io.boxstream.inference.serve;

import io.boxstream.events.HardExample.Request;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Decides whether the challenger of a rollout answers a request. */
@FunctionalInterface
public interface CanaryRouter {
  /** Header of an answer by topic that a canary gave: the name of its rollout. */
  String RECORD_HEADER = "canary";

  /** The same of an answer by HTTP. */
  String HTTP_HEADER = "Boxstream-Canary";

  /** The model that is asked for answers. */
  CanaryRouter NONE = (image, request, pipeline) -> pipeline.apply(image);

  /**
   * Has a request answered.
   *
   * @param image for the model that is asked for
   * @param request where and when it came from
   * @param pipeline has an image answered by the model that it is for
   * @return as the pipeline's; fails only if the model that is asked for fails, too
   */
  CompletableFuture<Answer> detect(
      Submission image, Request request, Function<Submission, CompletableFuture<Answer>> pipeline);
}
