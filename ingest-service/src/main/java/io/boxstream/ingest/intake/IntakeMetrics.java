package io.boxstream.ingest.intake;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.RejectionReason;
import io.boxstream.meters.Latencies;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Meters of intake outcomes and durations. */
public final class IntakeMetrics {

  static final String ACCEPTED = "boxstream.ingest.accepted";
  static final String RELABELLED = "boxstream.ingest.relabelled";
  static final String DUPLICATES = "boxstream.ingest.duplicates";
  static final String REJECTED = "boxstream.ingest.rejected";
  static final String CLIPPED = "boxstream.ingest.clipped.boxes";
  static final String JOINED = "boxstream.ingest.near.duplicates.joined";
  static final String LEAKS = "boxstream.ingest.near.duplicates.leaks";
  static final String REASON = "reason";
  static final String FAILED = "boxstream.ingest.failed";
  static final String INTAKE = "boxstream.ingest.intake";
  static final String STAGE = "stage";

  private final LongSupplier nanoTime;
  private final Counter accepted;
  private final Counter relabelled;
  private final Counter duplicates;
  private final Map<RejectionReason, Counter> rejected = new EnumMap<>(RejectionReason.class);
  private final Counter clipped;
  private final Counter joined;
  private final Counter leaks;
  private final Counter failed;
  private final Timer canonical;
  private final Timer hash;
  private final Timer whole;

  /**
   * @param registry registry of the meters
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public IntakeMetrics(MeterRegistry registry, LongSupplier nanoTime) {
    this.nanoTime = requireNonNull(nanoTime, "nanoTime");
    this.accepted = counter(registry, ACCEPTED, "New images that were published");
    this.relabelled = counter(registry, RELABELLED, "Known images whose labels were replaced");
    this.duplicates = counter(registry, DUPLICATES, "Known images with the labels they had");
    for (RejectionReason reason : RejectionReason.values()) {
      rejected.put(
          reason,
          Counter.builder(REJECTED)
              .description("Images put into quarantine")
              .tag(REASON, reason.code())
              .register(registry));
    }
    this.clipped = counter(registry, CLIPPED, "Published boxes that were clipped at the border");
    this.joined =
        counter(registry, JOINED, "New images put into the split of one that they look like");
    this.leaks =
        counter(registry, LEAKS, "New images in a named split that look like one of another split");
    this.failed =
        counter(registry, FAILED, "Images that failed because Kafka or the store was unavailable");
    this.canonical = timer(registry, "canonicalize");
    this.hash = timer(registry, "hash");
    this.whole = timer(registry, "whole");
  }

  /** Counts the outcome of an image. */
  Outcome counted(Supplier<Outcome> taking) {
    long started = nanoTime.getAsLong();
    try {
      Outcome outcome = taking.get();
      count(outcome);
      return outcome;
    } catch (RejectedImageException refusal) {
      throw refusal; // an expected result, for an image that is already in quarantine
    } catch (RuntimeException failure) {
      failed.increment();
      throw failure;
    } finally {
      whole.record(Duration.ofNanos(nanoTime.getAsLong() - started));
    }
  }

  /** Counts the outcome of an image whose intake is asynchronous. */
  CompletableFuture<Outcome> countedLater(Supplier<CompletableFuture<Outcome>> taking) {
    long started = nanoTime.getAsLong();
    return taking
        .get()
        .whenComplete(
            (outcome, failure) -> {
              if (failure == null) {
                count(outcome);
              } else {
                failed.increment();
              }
              whole.record(Duration.ofNanos(nanoTime.getAsLong() - started));
            });
  }

  /** Measures the time to decode an image and convert it to the canonical form. */
  <T> T canonicalizing(Supplier<T> work) {
    return canonical.record(work);
  }

  /** Measures the time to compute what an image looks like. */
  <T> T hashing(Supplier<T> work) {
    return hash.record(work);
  }

  /** Counts an image whose labels were replaced without sending it again. */
  void relabelled() {
    relabelled.increment();
  }

  private void count(Outcome outcome) {
    if (outcome instanceof Outcome.Accepted known) {
      (known.relabelled() ? relabelled : accepted).increment();
      clipped.increment(known.clipped());
      known.nearDuplicate().ifPresent(near -> (near.joined() ? joined : leaks).increment());
    } else if (outcome instanceof Outcome.Rejected refused) {
      rejected.get(refused.reason()).increment();
    } else {
      duplicates.increment();
    }
  }

  private static Counter counter(MeterRegistry registry, String name, String meaning) {
    return Counter.builder(name).description(meaning).register(registry);
  }

  private static Timer timer(MeterRegistry registry, String stage) {
    return Latencies.histogram(INTAKE)
        .description("From a labelled image to its place on the log or in quarantine")
        .tag(STAGE, stage)
        .register(registry);
  }
}
