package io.boxstream.console.live;

import static java.util.Objects.requireNonNull;

import io.boxstream.console.log.LogReader;
import io.boxstream.console.log.Partitions;
import io.boxstream.events.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells browsers how much is on the log, while some listen. It asks for end offsets and reads no
 * record. {@link #tick} is called by one thread.
 */
public final class CountsWatch {
  private static final Logger LOG = LoggerFactory.getLogger(CountsWatch.class);
  private static final Duration WINDOW = Duration.ofSeconds(10);
  private static final List<String> TOPICS =
      List.of(Topics.ANNOTATED_IMAGES, Topics.DETECTION_REQUESTS, Topics.DETECTIONS);

  private final LogReader log;
  private final LiveHub hub;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final AtomicBoolean asking = new AtomicBoolean();
  private final Deque<Sample> samples = new ArrayDeque<>();

  public CountsWatch(LogReader log, LiveHub hub, Clock clock, LongSupplier nanoTime) {
    this.log = requireNonNull(log, "log");
    this.hub = requireNonNull(hub, "hub");
    this.clock = requireNonNull(clock, "clock");
    this.nanoTime = requireNonNull(nanoTime, "nanoTime");
  }

  private record Sample(long nanos, Map<String, Long> ends) {}

  /** Asks the log, unless nobody listens or it has not answered yet. */
  public void tick() {
    if (hub.browsers() == 0 || !asking.compareAndSet(false, true)) {
      return;
    }
    var unused =
        log.read(CountsWatch::ends)
            .whenComplete(
                (ends, failure) -> {
                  if (failure == null) {
                    hub.publish(EventKind.COUNTS, counts(ends));
                  } else {
                    LOG.debug("The end offsets are unknown", failure);
                  }
                  asking.set(false);
                });
  }

  private static Map<String, Long> ends(Consumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions =
        TOPICS.stream().flatMap(topic -> Partitions.of(consumer, topic).stream()).toList();
    // Without an assignment, the client logs a warning about these partitions.
    consumer.assign(partitions);
    Map<String, Long> ends = new HashMap<>();
    consumer
        .endOffsets(partitions, Partitions.TIMEOUT)
        .forEach((partition, end) -> ends.merge(partition.topic(), end, Long::sum));
    return ends;
  }

  private TopicCounts counts(Map<String, Long> ends) {
    long now = nanoTime.getAsLong();
    while (!samples.isEmpty() && now - samples.getFirst().nanos() > WINDOW.toNanos()) {
      samples.removeFirst();
    }
    Sample oldest = samples.isEmpty() ? new Sample(now, ends) : samples.getFirst();
    samples.addLast(new Sample(now, ends));
    return new TopicCounts(
        ends.get(Topics.ANNOTATED_IMAGES),
        rate(Topics.ANNOTATED_IMAGES, oldest, now, ends),
        ends.get(Topics.DETECTION_REQUESTS),
        rate(Topics.DETECTION_REQUESTS, oldest, now, ends),
        ends.get(Topics.DETECTIONS),
        rate(Topics.DETECTIONS, oldest, now, ends),
        clock.instant());
  }

  /** 0 for the first sample, and for a topic that was created anew. */
  private static double rate(String topic, Sample oldest, long now, Map<String, Long> ends) {
    long grown = ends.get(topic) - oldest.ends().get(topic);
    double seconds = (now - oldest.nanos()) / 1e9;
    return seconds <= 0 || grown <= 0 ? 0 : grown / seconds;
  }
}
