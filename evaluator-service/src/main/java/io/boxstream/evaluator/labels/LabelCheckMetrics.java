package io.boxstream.evaluator.labels;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Meters of the comparison of labels with the promoted model. */
public final class LabelCheckMetrics {
  static final String COMPARED = "boxstream.evaluator.label.check.images";
  static final String FINDINGS = "boxstream.evaluator.label.check.findings";
  static final String REMAINING = "boxstream.evaluator.label.check.remaining";
  static final String GENERATION = "boxstream.evaluator.label.check.generation";

  private final Counter compared;
  private final Counter findings;
  private final AtomicInteger generation = new AtomicInteger();
  private final AtomicReference<Supplier<OptionalLong>> remaining =
      new AtomicReference<>(OptionalLong::empty);

  /**
   * @param registry registry of the meters
   */
  public LabelCheckMetrics(MeterRegistry registry) {
    this.compared =
        Counter.builder(COMPARED)
            .description("Images whose labels were compared with the promoted model")
            .register(registry);
    this.findings =
        Counter.builder(FINDINGS)
            .description("Labels that the promoted model contradicted")
            .register(registry);
    Gauge.builder(REMAINING, remaining, known -> (double) known.get().get().orElse(0))
        .description("Records of images that the promoted model has not been compared with yet")
        .register(registry);
    Gauge.builder(GENERATION, generation, AtomicInteger::get)
        .description("Generation that labels are compared with; 0 for none")
        .register(registry);
  }

  /** Labels are compared with a generation from now on. */
  void started(int of, Supplier<OptionalLong> recordsLeft) {
    generation.set(of);
    remaining.set(recordsLeft);
  }

  /** Images were compared. */
  void compared(int images, int contradictions) {
    compared.increment(images);
    findings.increment(contradictions);
  }
}
