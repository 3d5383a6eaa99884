package io.boxstream.console.answers;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks each question once at a time and keeps its answer for a moment, for everyone who may ask it:
 * who calls this has checked that. Answers that depend on who asks are not shared. Thread-safe.
 */
public final class SharedAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(SharedAnswers.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** Questions have few different addresses. */
  private static final int MOST_KEPT = 200;

  private final ServiceReader services;
  private final LongSupplier nanoTime;
  private final Map<String, Kept> kept = new HashMap<>();

  /**
   * @param nanoTime as {@link System#nanoTime}
   */
  public SharedAnswers(ServiceReader services, LongSupplier nanoTime) {
    this.services = requireNonNull(services, "services");
    this.nanoTime = requireNonNull(nanoTime, "nanoTime");
  }

  private record Kept(
      CompletableFuture<?> reply, Optional<String> authorization, long askedAt, long keepNanos) {

    boolean counts(long now) {
      return !reply.isDone() || now - askedAt < keepNanos;
    }
  }

  /**
   * The answer to a question, asked now or a moment ago.
   *
   * @param authorization of the caller, as the header has it; empty for none
   * @return does not fail
   */
  public <T> CompletableFuture<Reply<T>> ask(Question<T> question, Optional<String> authorization) {
    Kept present = present(question, authorization);
    // The question names the type of its answer.
    @SuppressWarnings("unchecked")
    CompletableFuture<Reply<T>> reply = (CompletableFuture<Reply<T>>) present.reply();
    if (present.authorization().equals(authorization)) {
      return reply;
    }
    return reply.thenCompose(
        shared ->
            shared.isAboutCaller()
                ? request(question, authorization)
                : CompletableFuture.completedFuture(shared));
  }

  private <T> Kept present(Question<T> question, Optional<String> authorization) {
    String name = question.service().code() + question.target();
    long now = nanoTime.getAsLong();
    synchronized (kept) {
      Kept present = kept.get(name);
      if (present != null && present.counts(now)) {
        return present;
      }
      if (kept.size() >= MOST_KEPT) {
        kept.values().removeIf(old -> !old.counts(now));
      }
      Kept asked =
          new Kept(request(question, authorization), authorization, now, question.keep().toNanos());
      kept.put(name, asked);
      return asked;
    }
  }

  private <T> CompletableFuture<Reply<T>> request(
      Question<T> question, Optional<String> authorization) {
    return services
        .get(question.service(), question.target(), authorization, TIMEOUT)
        .thenApply(answer -> read(question, answer))
        .exceptionally(
            failure -> {
              LOG.debug(
                  "{} did not answer {}", question.service().code(), question.target(), failure);
              return Reply.none();
            });
  }

  private static <T> Reply<T> read(Question<T> question, ServiceAnswer answer) {
    if (answer.status() != 200) {
      return new Reply<>(answer.status(), Optional.empty());
    }
    try {
      return new Reply<>(answer.status(), Optional.of(question.parse().of(answer.body())));
    } catch (Exception e) {
      LOG.warn(
          "The answer of {} at {} cannot be read", question.service().code(), question.target(), e);
      return Reply.none();
    }
  }
}
