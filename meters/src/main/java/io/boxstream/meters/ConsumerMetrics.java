package io.boxstream.meters;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.consume.ConsumerLoop;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** Meters of the consumer of one topic. */
final class ConsumerMetrics {

  static final String LAG = "boxstream.consumer.lag";
  static final String PARTITIONS = "boxstream.consumer.partitions";
  static final String HANDLED = "boxstream.consumer.handled";
  static final String FAILED_TRIES = "boxstream.consumer.failed.tries";
  static final String RESPONSES = "boxstream.consumer.responses";
  static final String TOPIC = "topic";

  private final MeterRegistry registry;
  private final String topic;
  private final Supplier<ConsumerLoop.Status> status;

  /**
   * Creates the meters.
   *
   * @param status supplies the current status of the consumer loop; the registry keeps a reference
   *     to it
   */
  ConsumerMetrics(MeterRegistry registry, String topic, Supplier<ConsumerLoop.Status> status) {
    this.registry = requireNonNull(registry, "registry");
    this.topic = requireNonNull(topic, "topic");
    this.status = requireNonNull(status, "status");
    gauge(LAG, "records", "Records on the topic that are not handled yet", ConsumerMetrics::lag);
    gauge(PARTITIONS, null, "Partitions that this process reads", ConsumerLoop.Status::partitions);
    counter(
        HANDLED,
        "records",
        "Records handled, dead letters included",
        ConsumerLoop.Traffic::handled);
    counter(
        FAILED_TRIES,
        null,
        "Failed attempts to read or to handle records",
        ConsumerLoop.Traffic::failures);
    counter(
        RESPONSES,
        null,
        "Responses of the broker to this consumer",
        ConsumerLoop.Traffic::responses);
  }

  private void gauge(
      String name, String unit, String meaning, ToDoubleFunction<ConsumerLoop.Status> value) {
    Gauge.builder(name, () -> value.applyAsDouble(status.get()))
        .description(meaning)
        .baseUnit(unit)
        .tag(TOPIC, topic)
        .register(registry);
  }

  private void counter(
      String name, String unit, String meaning, ToDoubleFunction<ConsumerLoop.Traffic> value) {
    FunctionCounter.builder(name, status, supplier -> value.applyAsDouble(supplier.get().traffic()))
        .description(meaning)
        .baseUnit(unit)
        .tag(TOPIC, topic)
        .register(registry);
  }

  private static double lag(ConsumerLoop.Status status) {
    return status.traffic().lag().isPresent() ? status.traffic().lag().getAsLong() : Double.NaN;
  }
}
