package io.boxstream.evaluator;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.retention.Category;
import io.boxstream.artifacts.retention.RetentionListener;
import io.boxstream.artifacts.retention.RetentionReport;
import io.boxstream.artifacts.retention.RetentionReport.Amount;
import io.boxstream.artifacts.retention.RetentionReport.Counts;
import io.boxstream.artifacts.store.ObjectStat;
import io.boxstream.meters.TagValues;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Meters of retention. */
public final class RetentionMetrics implements RetentionListener {
  static final String OBJECTS = "boxstream.retention.objects";
  static final String SIZE = "boxstream.retention.size";
  static final String REMOVED_OBJECTS = "boxstream.retention.removed.objects";
  static final String REMOVED_BYTES = "boxstream.retention.removed";
  static final String SWEEP = "boxstream.retention.sweep";
  static final String LAST_SUCCESS = "boxstream.retention.last.success.timestamp";

  private final Map<Category, Counter> removedObjects = new EnumMap<>(Category.class);
  private final Map<Category, Counter> removedBytes = new EnumMap<>(Category.class);
  private final Timer sweep;
  private final AtomicReference<Optional<RetentionReport>> last =
      new AtomicReference<>(Optional.empty());

  /** Which objects a gauge counts, as the meters name them. */
  private enum State {
    KEPT(Counts::kept),
    WAITING(Counts::waiting);

    private final Function<Counts, Amount> amount;

    State(Function<Counts, Amount> amount) {
      this.amount = amount;
    }
  }

  public RetentionMetrics(MeterRegistry registry) {
    requireNonNull(registry, "registry");
    for (Category category : Category.values()) {
      removedObjects.put(
          category,
          Counter.builder(REMOVED_OBJECTS)
              .description("Objects that retention removed from the store")
              .tag("category", TagValues.of(category))
              .register(registry));
      removedBytes.put(
          category,
          Counter.builder(REMOVED_BYTES)
              .description("Bytes that retention removed from the store")
              .baseUnit("bytes")
              .tag("category", TagValues.of(category))
              .register(registry));
      for (State state : State.values()) {
        Gauge.builder(OBJECTS, () -> amount(category, state).objects())
            .description("Objects that the last sweep found")
            .tag("category", TagValues.of(category))
            .tag("state", TagValues.of(state))
            .register(registry);
        Gauge.builder(SIZE, () -> amount(category, state).bytes())
            .description("Size of the objects that the last sweep found")
            .baseUnit("bytes")
            .tag("category", TagValues.of(category))
            .tag("state", TagValues.of(state))
            .register(registry);
      }
    }
    this.sweep = Timer.builder(SWEEP).description("One sweep of the store").register(registry);
    TimeGauge.builder(LAST_SUCCESS, last, TimeUnit.SECONDS, RetentionMetrics::startSecond)
        .description("When the last successful sweep began; 0 before the first")
        .register(registry);
  }

  /** A sweep reached its end. */
  public void swept(RetentionReport report) {
    last.set(Optional.of(report));
    sweep.record(report.took());
  }

  @Override
  public void removing(Category category, ObjectStat object) {}

  @Override
  public void removed(Category category, ObjectStat object) {
    removedObjects.get(category).increment();
    removedBytes.get(category).increment(object.size());
  }

  private Amount amount(Category category, State state) {
    return last.get()
        .map(report -> report.categories().get(category))
        .map(state.amount)
        .orElse(new Amount(0, 0));
  }

  private static double startSecond(AtomicReference<Optional<RetentionReport>> last) {
    return last.get().map(report -> report.startedAt().getEpochSecond()).orElse(0L);
  }
}
