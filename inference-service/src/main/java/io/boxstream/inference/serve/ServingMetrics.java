package io.boxstream.inference.serve;

import io.boxstream.meters.Latencies;
import io.boxstream.meters.TagValues;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** Meters of serving: images by source and outcome, their latency, batches and the queue. */
public final class ServingMetrics {
  static final String REQUESTS = "boxstream.inference.requests";
  static final String LATENCY = "boxstream.inference.latency";
  static final String STAGE = "boxstream.inference.stage";
  static final String BATCH = "boxstream.inference.batch.images";
  static final String BATCH_LIMIT = "boxstream.inference.batch.limit.images";
  static final String QUEUE = "boxstream.inference.queue.images";

  private static final String SOURCE = "source";
  private static final String MODEL = "model";

  /** The tag of requests for models that are none: their senders choose the names. */
  private static final String UNKNOWN = "unknown";

  private final MeterRegistry registry;
  private final Map<String, OfModel> models = new ConcurrentHashMap<>();
  private final Map<Stage, Timer> stages = new EnumMap<>(Stage.class);
  private final DistributionSummary batch;

  /** Stages of serving an image, as the meters name them. */
  private enum Stage {
    DECODE,
    QUEUE,
    INFERENCE
  }

  /**
   * Makes every meter of the primary model at once, so that each is there with zero from the start.
   *
   * @param primary its name
   */
  public ServingMetrics(MeterRegistry registry, String primary) {
    this.registry = registry;
    of(primary);
    for (Stage stage : Stage.values()) {
      stages.put(
          stage,
          Latencies.histogram(STAGE)
              .description("Part of an image's time: decoding, waiting, its batch in the engine")
              .tag("stage", TagValues.of(stage))
              .register(registry));
    }
    this.batch =
        DistributionSummary.builder(BATCH)
            .description("Images of one batch")
            .serviceLevelObjectives(1, 2, 4, 8, 16, 32)
            .register(registry);
  }

  /** Counts an answer and records how long it took. */
  public void answered(RequestSource source, Answer answer) {
    OfModel meters = of(answer.identity().model());
    meters.requests.get(source).get(Outcome.ANSWERED).increment();
    Timings timings = answer.timings();
    meters.latency.get(source).record(timings.total(), TimeUnit.NANOSECONDS);
    stages.get(Stage.DECODE).record(timings.decode(), TimeUnit.NANOSECONDS);
    stages.get(Stage.QUEUE).record(timings.queue(), TimeUnit.NANOSECONDS);
    stages.get(Stage.INFERENCE).record(timings.inference(), TimeUnit.NANOSECONDS);
  }

  /**
   * Counts an image that got no answer.
   *
   * @param model that was asked for; a name that is none is not shown
   */
  public void failed(RequestSource source, String model, Throwable failure) {
    Outcome outcome = Outcome.of(failure);
    of(outcome == Outcome.UNKNOWN_MODEL ? UNKNOWN : model)
        .requests
        .get(source)
        .get(outcome)
        .increment();
  }

  private OfModel of(String model) {
    return models.computeIfAbsent(model, name -> new OfModel(registry, name));
  }

  void batch(int images) {
    batch.record(images);
  }

  void batchLimit(String model, IntSupplier images) {
    Gauge.builder(BATCH_LIMIT, images, IntSupplier::getAsInt)
        .tag(MODEL, model)
        .description("Most images of a batch, as the latency objective allows")
        .strongReference(true)
        .register(registry);
  }

  void queue(IntSupplier size) {
    Gauge.builder(QUEUE, size, IntSupplier::getAsInt)
        .description("Decoded images that wait for the engine")
        .strongReference(true)
        .register(registry);
  }

  /** Meters of the requests for one model. */
  private static final class OfModel {
    private final Map<RequestSource, Map<Outcome, Counter>> requests =
        new EnumMap<>(RequestSource.class);
    private final Map<RequestSource, Timer> latency = new EnumMap<>(RequestSource.class);

    private OfModel(MeterRegistry registry, String model) {
      for (RequestSource source : RequestSource.values()) {
        Map<Outcome, Counter> byOutcome = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
          byOutcome.put(
              outcome,
              registry.counter(
                  REQUESTS,
                  SOURCE,
                  TagValues.of(source),
                  "outcome",
                  TagValues.of(outcome),
                  MODEL,
                  model));
        }
        requests.put(source, byOutcome);
        latency.put(
            source,
            Latencies.histogram(LATENCY)
                .description("From the image's bytes to its answer")
                .tag(SOURCE, TagValues.of(source))
                .tag(MODEL, model)
                .register(registry));
      }
    }
  }
}
