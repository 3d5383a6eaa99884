package io.boxstream.console.detections;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.boxstream.console.log.LogReader;
import io.boxstream.console.log.SingleRecord;
import io.boxstream.events.DetectionResult;
import io.boxstream.events.EventCodec;
import io.boxstream.events.MalformedEventException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The images of detection requests, read from the log when a browser asks for one. A bounded number
 * of bytes is kept. Thread-safe.
 */
public final class RequestImages {
  private static final int SMALLEST_WEIGHT = 100;

  private final LogReader log;
  private final EventCodec codec = EventCodec.forService("console");
  private final AsyncCache<DetectionId, Optional<RequestImage>> kept;

  /**
   * @param mostBytes that are kept
   */
  public RequestImages(LogReader log, long mostBytes) {
    this.log = requireNonNull(log, "log");
    this.kept =
        Caffeine.newBuilder()
            .maximumWeight(mostBytes)
            .weigher((DetectionId id, Optional<RequestImage> image) -> weight(image))
            .buildAsync();
  }

  private static int weight(Optional<RequestImage> image) {
    return SMALLEST_WEIGHT + image.map(present -> present.bytes().length).orElse(0);
  }

  /**
   * The image that a detection is about.
   *
   * @param id of the detection
   * @return empty if there is no such detection, if its image is no longer on the log or did not
   *     come over Kafka, or if browsers do not show its format; fails with {@link
   *     io.boxstream.console.log.LogUnavailableException}
   */
  public CompletableFuture<Optional<RequestImage>> find(String id) {
    return DetectionId.parse(id)
        .map(known -> kept.get(known, (absent, executor) -> log.read(reading(absent))))
        .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
  }

  private LogReader.Read<Optional<RequestImage>> reading(DetectionId id) {
    return consumer ->
        new SingleRecord(id.topicPartition(), id.offset())
            .with(consumer)
            .flatMap(this::request)
            .flatMap(request -> read(consumer, request))
            .flatMap(record -> RequestImage.of(record.value()));
  }

  private Optional<Detection.RequestRecord> request(ConsumerRecord<byte[], byte[]> detection) {
    try {
      return Detection.of(detection, codec.fromRecord(detection, DetectionResult.class)).request();
    } catch (MalformedEventException e) {
      return Optional.empty();
    }
  }

  private static Optional<ConsumerRecord<byte[], byte[]>> read(
      Consumer<byte[], byte[]> consumer, Detection.RequestRecord request) {
    return new SingleRecord(request.topicPartition(), request.offset()).with(consumer);
  }
}
