package io.boxstream.inference.rollout;

import io.boxstream.artifacts.rollout.Waits;
import io.boxstream.inference.rollout.WaitPairs.Side;
import io.boxstream.inference.serve.Answer;
import io.boxstream.inference.serve.DeadlineExceededException;
import io.boxstream.inference.serve.RequestSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * How long callers of a canary wait for the champion and for the challenger, by the way that their
 * requests come: those of a topic come many at once. Requests that fail tell nothing, except those
 * whose callers wait no longer. Thread-safe.
 */
final class CallerWaits {
  private final WaitPairs http;
  private final WaitPairs topic;

  /**
   * @param latencyRatio by how much a caller of the challenger may wait longer, as a factor
   * @param random tosses coins
   * @param nanoTime a monotonic clock in nanoseconds
   */
  CallerWaits(double latencyRatio, RandomGenerator random, LongSupplier nanoTime) {
    this.http = new WaitPairs(latencyRatio, random, nanoTime);
    this.topic = new WaitPairs(latencyRatio, random, nanoTime);
  }

  /** Has a request answered that is accepted now, and counts how long that takes. */
  CompletableFuture<Answer> time(
      RequestSource source, Side side, Supplier<CompletableFuture<Answer>> detection) {
    Optional<WaitPairs.Wait> wait = of(source).accepted(side);
    CompletableFuture<Answer> answer = detection.get();
    return wait.isEmpty()
        ? answer
        : answer.whenComplete((found, failure) -> ended(wait.get(), failure));
  }

  Waits counted() {
    return new Waits(http.times(), topic.times());
  }

  private WaitPairs of(RequestSource source) {
    return switch (source) {
      case HTTP -> http;
      case TOPIC -> topic;
    };
  }

  private static void ended(WaitPairs.Wait wait, Throwable failure) {
    if (failure == null) {
      wait.answered();
      return;
    }
    Throwable cause = failure instanceof CompletionException e ? e.getCause() : failure;
    if (cause instanceof DeadlineExceededException) {
      wait.expired();
    }
  }
}
