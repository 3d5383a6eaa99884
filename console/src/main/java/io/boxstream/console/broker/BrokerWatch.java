package io.boxstream.console.broker;

import static java.util.Objects.requireNonNull;

import io.boxstream.console.broker.BrokerState.TopicState;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what was seen of Kafka last. A source that has not answered is not asked again.
 * Thread-safe.
 */
public final class BrokerWatch {
  private static final Logger LOG = LoggerFactory.getLogger(BrokerWatch.class);

  private final BrokerSource source;
  private final Executor executor;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final AtomicBoolean looking = new AtomicBoolean();
  private Map<String, Long> ends = Map.of();
  private long seenAt;
  private volatile Optional<BrokerState> present = Optional.empty();

  /**
   * @param executor runs one look at a time, which waits for Kafka
   * @param nanoTime as {@link System#nanoTime}
   */
  public BrokerWatch(BrokerSource source, Executor executor, Clock clock, LongSupplier nanoTime) {
    this.source = requireNonNull(source, "source");
    this.executor = requireNonNull(executor, "executor");
    this.clock = requireNonNull(clock, "clock");
    this.nanoTime = requireNonNull(nanoTime, "nanoTime");
  }

  /** Looks, unless the last look has not ended. */
  public void tick() {
    if (looking.compareAndSet(false, true)) {
      executor.execute(this::look);
    }
  }

  /** What is known; empty before the first answer. */
  public Optional<BrokerState> state() {
    return present;
  }

  private void look() {
    try {
      take(source.look());
    } catch (KafkaException e) {
      LOG.debug("Kafka does not answer", e);
      present = present.map(BrokerState::withoutAnswer);
    } finally {
      looking.set(false);
    }
  }

  private void take(BrokerSource.Sight sight) {
    long now = nanoTime.getAsLong();
    double seconds = (now - seenAt) / 1e9;
    Map<String, Long> before = ends;
    List<TopicState> topics =
        sight.topics().stream().map(topic -> state(topic, before, seconds)).toList();
    Map<String, Long> latest = new HashMap<>();
    sight.topics().forEach(topic -> latest.put(topic.name(), topic.end()));
    ends = latest;
    seenAt = now;
    present =
        Optional.of(
            new BrokerState(
                true, clock.instant(), sight.nodes(), topics, sight.groups(), sight.moreGroups()));
  }

  /** A topic that was created anew has no rate. */
  private static TopicState state(
      BrokerSource.Topic topic, Map<String, Long> before, double seconds) {
    long written = topic.end() - before.getOrDefault(topic.name(), topic.end());
    return new TopicState(
        topic.name(),
        topic.partitions(),
        topic.unhealthy(),
        topic.end() - topic.beginning(),
        topic.end(),
        seconds > 0 && written > 0 ? written / seconds : 0);
  }
}
