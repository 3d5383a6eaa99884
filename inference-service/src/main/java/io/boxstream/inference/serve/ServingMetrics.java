package io.boxstream.inference.serve;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** Meters of serving: pictures by source and outcome, their latency, batches and the queue. */
public final class ServingMetrics {
  static final String REQUESTS = "boxstream.inference.requests";
  static final String LATENCY = "boxstream.inference.latency";
  static final String BATCH = "boxstream.inference.batch.pictures";
  static final String QUEUE = "boxstream.inference.queue.pictures";

  private final MeterRegistry registry;
  private final Map<RequestSource, Map<Outcome, Counter>> requests =
      new EnumMap<>(RequestSource.class);
  private final Map<RequestSource, Timer> latency = new EnumMap<>(RequestSource.class);
  private final DistributionSummary batch;

  /** Makes every meter at once, so that each is there with zero from the start. */
  public ServingMetrics(MeterRegistry registry) {
    this.registry = registry;
    for (RequestSource source : RequestSource.values()) {
      Map<Outcome, Counter> byOutcome = new EnumMap<>(Outcome.class);
      for (Outcome outcome : Outcome.values()) {
        byOutcome.put(
            outcome, registry.counter(REQUESTS, "source", tag(source), "outcome", tag(outcome)));
      }
      requests.put(source, byOutcome);
      latency.put(
          source,
          Timer.builder(LATENCY)
              .description("From the picture's bytes to its answer")
              .tag("source", tag(source))
              .publishPercentileHistogram()
              .register(registry));
    }
    this.batch =
        DistributionSummary.builder(BATCH).description("Pictures of one batch").register(registry);
  }

  /** Counts an answer and records how long it took. */
  public void answered(RequestSource source, Answer answer) {
    requests.get(source).get(Outcome.ANSWERED).increment();
    latency.get(source).record(answer.timings().total(), TimeUnit.NANOSECONDS);
  }

  /** Counts a picture that got no answer. */
  public void failed(RequestSource source, Throwable failure) {
    requests.get(source).get(Outcome.of(failure)).increment();
  }

  void batch(int pictures) {
    batch.record(pictures);
  }

  void queue(IntSupplier size) {
    Gauge.builder(QUEUE, size, IntSupplier::getAsInt)
        .description("Decoded pictures that wait for the engine")
        .strongReference(true)
        .register(registry);
  }

  private static String tag(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
