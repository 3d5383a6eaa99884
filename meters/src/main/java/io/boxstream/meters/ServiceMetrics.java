package io.boxstream.meters;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.store.StoreListener;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.KafkaEventPublisher;
import io.boxstream.events.ObservedEventPublisher;
import io.boxstream.events.PublishListener;
import io.boxstream.events.Split;
import io.boxstream.events.TransactionalPublisher;
import io.boxstream.events.consume.ConsumerLoop;
import io.boxstream.images.crash.FileCrashGuard;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.Collection;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** The meters of every service: Kafka clients, object store, memory and disk. */
public final class ServiceMetrics {

  private final MeterRegistry registry;
  private final PublishMetrics publishing;

  /**
   * Creates the meters.
   *
   * @param workDirectory the directory of the service's files
   * @param written the topics that it writes
   * @param read the topics that it reads
   */
  public ServiceMetrics(
      MeterRegistry registry,
      Path workDirectory,
      Collection<String> written,
      Collection<String> read) {
    this.registry = requireNonNull(registry, "registry");
    this.publishing = new PublishMetrics(registry, written, read);
    new MemoryMetrics(registry);
    new DiskMetrics(registry, workDirectory);
  }

  /** Registers meters of calls to the store; the listener that feeds them. */
  public StoreListener store() {
    return new StoreMetrics(registry);
  }

  /** Wraps the service's publisher to record meters. */
  public EventPublisher observed(KafkaEventPublisher publisher) {
    publishing.retries(publisher);
    return new ObservedEventPublisher(publisher, publishing, System::nanoTime);
  }

  /** Wraps the publisher of a consumer loop's transactions to record meters. */
  public EventPublisher observed(TransactionalPublisher publisher) {
    return new ObservedEventPublisher(publisher, publishing, System::nanoTime);
  }

  /** The listener for published records. */
  PublishListener publishing() {
    return publishing;
  }

  /**
   * Registers meters of the service's view of the data set.
   *
   * @param images supplies the current number of images in a split
   */
  public void dataSet(ToIntFunction<Split> images) {
    new DataSetMetrics(registry, images);
  }

  /** Reports what was in hand when the last process died, and registers meters of it. */
  public void guarding(FileCrashGuard guard) {
    new CrashMetrics(registry, guard);
  }

  /** Registers meters of the consumer of a topic. */
  public void reading(String topic, Supplier<ConsumerLoop.Status> status) {
    new ConsumerMetrics(registry, topic, status);
  }
}
