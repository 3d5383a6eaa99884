package io.boxstream.events.consume;

import io.boxstream.events.PoisonRecordException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of one consumer from its subscription to its close, turn by turn. Belongs to the loop's
 * thread.
 */
final class ConsumerSession implements ConsumerRebalanceListener {
  private static final Logger LOG = LoggerFactory.getLogger(ConsumerSession.class);

  /** While work is under way: how often the group hears of us. */
  private static final Duration KEEP_ALIVE = Duration.ofMillis(500);

  private static final Duration LEAVE_TIMEOUT = Duration.ofSeconds(5);

  private final Consumer<byte[], byte[]> consumer;
  private final ConsumerLoopSettings settings;
  private final LogSource source;
  private final PendingChunks pending;
  private final Worker worker;
  private final Retry retry;
  private final OffsetCommits commits;
  private final Clock clock;
  private Optional<Chunk> underWay = Optional.empty();
  private Instant nextPoll = Instant.MIN;
  private Optional<Throwable> failure = Optional.empty();
  private Metric responses;
  private boolean held;
  private boolean closing;

  ConsumerSession(
      Consumer<byte[], byte[]> consumer,
      ConsumerLoopSettings settings,
      LogSource source,
      boolean singly,
      Worker worker,
      Retry retry,
      Clock clock) {
    this.consumer = consumer;
    this.settings = settings;
    this.source = source;
    this.pending = new PendingChunks(singly);
    this.worker = worker;
    this.retry = retry;
    this.commits = new OffsetCommits(consumer, settings.commitInterval(), clock);
    this.clock = clock;
  }

  void attach() {
    source.attach(consumer, this);
  }

  int partitions() {
    return consumer.assignment().size();
  }

  /**
   * Offsets from what is handled to the end of the log; empty while an end is not known. Of a
   * partition that is held it is the end at the time when it was last read.
   */
  OptionalLong lag() {
    long lag = pending.records();
    for (TopicPartition partition : consumer.assignment()) {
      OptionalLong unread = consumer.currentLag(partition);
      if (unread.isEmpty()) {
        return unread;
      }
      lag += unread.getAsLong();
    }
    return OptionalLong.of(lag);
  }

  /** Answers that this consumer has got from the broker, those to its heartbeats included. */
  long responses() {
    if (responses == null) {
      responses =
          consumer.metrics().values().stream()
              .filter(ConsumerSession::countsResponses)
              .findFirst()
              .orElse(null);
    }
    return responses == null ? 0 : ((Number) responses.metricValue()).longValue();
  }

  private static boolean countsResponses(Metric metric) {
    return metric.metricName().group().equals("consumer-metrics")
        && metric.metricName().name().equals("response-total");
  }

  /** What the newest try on the present work failed with; empty if it did not fail. */
  Optional<Throwable> failure() {
    return failure;
  }

  /**
   * One turn: take what the worker has finished, give it the next chunk, read when there is nothing
   * to do or when the group should hear of us.
   *
   * @param paused whether no new work may be started
   */
  void turn(boolean paused) {
    settleWithin(KEEP_ALIVE);
    if (!worker.isBusy() && !pending.isEmpty() && !paused && !retry.isWaiting()) {
      Chunk chunk = pending.first();
      underWay = Optional.of(chunk);
      worker.start(chunk);
      settleWithin(KEEP_ALIVE);
    }
    if (source.commitsOffsets()) {
      commits.commitIfDue();
    }
    boolean nothingToStart = worker.isBusy() || pending.isEmpty() || paused || retry.isWaiting();
    if (nothingToStart || !clock.instant().isBefore(nextPoll)) {
      poll(nothingToStart, paused);
    }
  }

  private void poll(boolean mayWait, boolean paused) {
    nextPoll = clock.instant().plus(KEEP_ALIVE);
    held = paused || !pending.isEmpty();
    if (held) {
      consumer.pause(consumer.assignment());
    } else {
      consumer.resume(consumer.assignment());
    }
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    consumer.poll(mayWait ? pollTimeout() : Duration.ZERO).forEach(records::add);
    pending.add(records);
    if (pending.isEmpty() && !source.commitsOffsets()) {
      source.handledUpTo(positions());
    }
  }

  private Duration pollTimeout() {
    if (worker.isBusy()) {
      return Duration.ZERO;
    }
    return retry.isWaiting() ? retry.remaining(settings.pollTimeout()) : settings.pollTimeout();
  }

  private Map<TopicPartition, Long> positions() {
    Map<TopicPartition, Long> positions = new HashMap<>();
    consumer.assignment().forEach(one -> positions.put(one, consumer.position(one)));
    return positions;
  }

  private void settleWithin(Duration longest) {
    if (worker.isBusy() && worker.await(longest)) {
      settle(underWay.orElseThrow(), worker.take());
      underWay = Optional.empty();
    }
  }

  private void settle(Chunk chunk, Optional<Throwable> result) {
    failure = result;
    if (result.isEmpty()) {
      pending.remove(chunk);
      commits.handled(chunk.owned());
      retry.succeeded();
    } else if (result.get() instanceof PoisonRecordException) {
      pending.split(chunk);
    } else {
      chunk.failed();
      retry.failed();
      report(chunk, result.get());
    }
  }

  private void report(Chunk chunk, Throwable cause) {
    if (closing) {
      return; // interrupted on purpose
    }
    LogContext.about(
        chunk.first(),
        () ->
            LOG.warn(
                "Handling failed {} times in a row and is tried again", retry.failures(), cause));
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    if (held) {
      consumer.pause(partitions);
    }
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    if (!closing) {
      settleWithin(settings.revokeTimeout());
      commits.commit();
    }
    onPartitionsLost(partitions);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    underWay.ifPresent(chunk -> chunk.abandon(partitions));
    pending.abandon(partitions);
    commits.forget(partitions);
  }

  /**
   * Waits for work under way, commits what is done and leaves the group.
   *
   * @param stopping whether the wait is bounded, and the work then interrupted, because no other
   *     session follows that could run beside it
   */
  void close(BooleanSupplier stopping) {
    while (worker.isBusy() && !stopping.getAsBoolean()) {
      settleWithin(KEEP_ALIVE);
    }
    settleWithin(settings.closeTimeout());
    closing = true;
    if (worker.isBusy()) {
      worker.close();
      settleWithin(settings.closeTimeout());
    }
    if (source.commitsOffsets()) {
      commits.commit();
    }
    consumer.close(CloseOptions.timeout(LEAVE_TIMEOUT));
  }
}
