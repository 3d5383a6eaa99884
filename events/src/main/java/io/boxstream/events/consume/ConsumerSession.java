package io.boxstream.events.consume;

import io.boxstream.events.PoisonRecordException;
import io.boxstream.events.TransactionBrokenException;
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
 * Runs one consumer from its subscription to its close, turn by turn. Confined to the loop's
 * thread.
 */
final class ConsumerSession implements ConsumerRebalanceListener {
  private static final Logger LOG = LoggerFactory.getLogger(ConsumerSession.class);

  /** The poll interval while work is in progress, which keeps the group membership. */
  private static final Duration KEEP_ALIVE = Duration.ofMillis(500);

  /** The time between two reads while reading can wait. */
  private static final Duration REST = Duration.ofSeconds(1);

  /** The time between two calls for records that the handler postpones. */
  private static final Duration POSTPONED = Duration.ofMillis(1);

  private static final Duration LEAVE_TIMEOUT = Duration.ofSeconds(5);

  private final Consumer<byte[], byte[]> consumer;
  private final ConsumerLoopSettings settings;
  private final LogSource source;
  private final PendingChunks pending;
  private final Worker worker;
  private final Delivery delivery;
  private final Retry retry;
  private final OffsetCommits commits;
  private final Clock clock;
  private Optional<Chunk> underWay = Optional.empty();
  private Instant nextPoll = Instant.MIN;
  private Instant nextRead = Instant.MIN;
  private Optional<Throwable> failure = Optional.empty();
  private Optional<TransactionBrokenException> broken = Optional.empty();
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
    this.pending = new PendingChunks(singly, settings.mostPostponed());
    this.worker = worker;
    this.delivery = worker.delivery();
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
   * Offsets between the last handled record and the end of the partitions; empty while an end
   * offset is unknown. For a paused partition the end offset is that of its last fetch.
   */
  OptionalLong lag() {
    long lag = pending.records();
    for (TopicPartition partition : consumer.assignment()) {
      OptionalLong unread = consumer.currentLag(partition);
      if (unread.isEmpty()) {
        return unread;
      }
      // A skipped record may lie beyond the end offset that the broker told last.
      lag += Math.max(0, unread.getAsLong());
    }
    return OptionalLong.of(lag);
  }

  /** Responses that this consumer has received from the broker, heartbeats included. */
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

  /** The failure of the latest attempt at the current work; empty if it did not fail. */
  Optional<Throwable> failure() {
    return failure;
  }

  /**
   * One turn: takes the worker's result, passes it the next chunk, and polls when there is no work
   * but postponed records, or a keep-alive poll is due.
   *
   * @param paused whether new work must not be started
   * @throws TransactionBrokenException if it is not known which records are done
   */
  void turn(boolean paused) {
    settleWithin(KEEP_ALIVE);
    stopIfBroken();
    if (!worker.isBusy() && pending.isPostponed() && !paused && !retry.isWaiting()) {
      poll(true, false);
    }
    if (!worker.isBusy() && !pending.isEmpty() && !paused && !retry.isWaiting()) {
      start(pending.next());
      settleWithin(KEEP_ALIVE);
      stopIfBroken();
    }
    if (source.commitsOffsets()) {
      commits.commitIfDue();
    }
    boolean nothingToStart = worker.isBusy() || pending.isEmpty() || paused || retry.isWaiting();
    if (nothingToStart || !clock.instant().isBefore(nextPoll)) {
      poll(nothingToStart, paused);
    }
  }

  private void stopIfBroken() {
    if (broken.isPresent()) {
      throw broken.get();
    }
  }

  private void poll(boolean mayWait, boolean paused) {
    nextPoll = clock.instant().plus(KEEP_ALIVE);
    held = paused || !pending.hasRoom() || rests();
    if (held) {
      consumer.pause(consumer.assignment());
    } else {
      source.skipKnown(consumer);
      consumer.resume(consumer.assignment());
    }
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    consumer.poll(mayWait ? pollTimeout() : Duration.ZERO).forEach(records::add);
    delivery.joined(consumer);
    pending.add(records);
    if (pending.isEmpty() && !source.commitsOffsets()) {
      source.handledUpTo(positions());
    }
  }

  /** Whether nothing is read now, because reading can wait and was done a short time ago. */
  private boolean rests() {
    Instant now = clock.instant();
    if (source.canWait() && now.isBefore(nextRead)) {
      return true;
    }
    nextRead = now.plus(REST);
    return false;
  }

  private Duration pollTimeout() {
    if (worker.isBusy()) {
      return Duration.ZERO;
    }
    Duration longest = settings.pollTimeout();
    if (retry.isWaiting()) {
      return retry.remaining(longest);
    }
    return pending.isPostponed() && POSTPONED.compareTo(longest) < 0 ? POSTPONED : longest;
  }

  private Map<TopicPartition, Long> positions() {
    Map<TopicPartition, Long> positions = new HashMap<>();
    consumer.assignment().forEach(one -> positions.put(one, consumer.position(one)));
    return positions;
  }

  /** The positions in partitions whose end the broker has told, and which are not beyond it. */
  private Map<TopicPartition, Long> reached() {
    Map<TopicPartition, Long> positions = positions();
    positions.keySet().removeIf(one -> consumer.currentLag(one).orElse(-1) < 0);
    return positions;
  }

  private void settleWithin(Duration longest) {
    if (worker.isBusy() && worker.await(longest)) {
      settle(underWay.orElseThrow(), worker.take());
      underWay = Optional.empty();
    }
  }

  private void start(Chunk chunk) {
    underWay = Optional.of(chunk);
    worker.start(chunk);
  }

  /** Ends the work in progress, and what the handler has postponed of it, if there is time. */
  private void finishWithin(Duration longest) {
    Instant end = clock.instant().plus(longest);
    settleWithin(longest);
    while (!worker.isBusy()
        && failure.isEmpty()
        && pending.hasPostponed()
        && clock.instant().isBefore(end)) {
      start(pending.nextPostponed());
      settleWithin(Duration.between(clock.instant(), end));
    }
  }

  private void settle(Chunk chunk, Optional<Throwable> result) {
    failure = result;
    if (result.isEmpty()) {
      pending.remove(chunk);
      if (delivery.loopCommits()) {
        commits.handled(chunk.done(), chunk.rest());
      }
      if (pending.isEmpty() && !source.commitsOffsets()) {
        // While records keep coming, no poll is without any.
        source.handledUpTo(reached());
      }
      retry.succeeded();
    } else if (result.get() instanceof PoisonRecordException) {
      pending.split(chunk);
    } else if (result.get() instanceof TransactionBrokenException unknown) {
      broken = Optional.of(unknown);
    } else if (result.get() instanceof PartitionsGoneException gone) {
      retry.failed();
      LOG.info("Results were dropped after a rebalance: {}", gone.getMessage());
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
        () -> LOG.warn("Handling failed {} times in a row, retrying", retry.failures(), cause));
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
      // Nobody else has the partitions in this generation: the group gives them away in the next.
      delivery.joined(consumer);
      finishWithin(settings.revokeTimeout());
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
   * Waits for work in progress, commits the offsets of handled records and leaves the group.
   *
   * @param stopping whether the loop is stopping: only then the wait is bounded and the work is
   *     interrupted, because no later session can run concurrently with it
   */
  void close(BooleanSupplier stopping) {
    while (worker.isBusy() && !stopping.getAsBoolean()) {
      settleWithin(KEEP_ALIVE);
    }
    finishWithin(settings.closeTimeout());
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
