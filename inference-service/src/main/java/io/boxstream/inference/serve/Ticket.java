package io.boxstream.inference.serve;

import io.boxstream.inference.model.ModelHolder;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * Somebody's wait for an answer. Times are on the pipeline's clock, in nanoseconds.
 *
 * @param model who answers
 * @param submitted when the bytes arrived
 * @param deadline when nobody waits any more; empty for never
 * @param answer completed in one way or the other
 */
record Ticket(
    ModelHolder model, long submitted, OptionalLong deadline, CompletableFuture<Answer> answer) {

  /** Whether nobody waits any more. */
  boolean isExpired(long now) {
    return deadline.isPresent() && deadline.getAsLong() - now <= 0;
  }

  void fail(Throwable cause) {
    answer.completeExceptionally(cause);
  }
}
