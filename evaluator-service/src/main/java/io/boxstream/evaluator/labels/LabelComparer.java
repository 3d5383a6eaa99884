package io.boxstream.evaluator.labels;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.store.ObjectNotFoundException;
import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.EventCodec;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.LabelDigest;
import io.boxstream.events.LabelFinding;
import io.boxstream.events.LabelFindings;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.PoisonRecordException;
import io.boxstream.events.Topics;
import io.boxstream.events.consume.BatchHandler;
import io.boxstream.events.consume.Rejections;
import io.boxstream.images.RgbImage;
import io.boxstream.images.UnreadableImageException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the labels of images on the log with what a champion detects. Returns when what it
 * contradicts is acknowledged, so that an image is compared again after a kill and none is left
 * out.
 */
final class LabelComparer implements BatchHandler {
  private static final Logger LOG = LoggerFactory.getLogger(LabelComparer.class);

  private final Champion champion;
  private final EventCodec codec;
  private final LoggedImages images;
  private final EventPublisher publisher;
  private final EvaluationGate gate;
  private final LabelCheckMetrics metrics;

  LabelComparer(
      Champion champion,
      EventCodec codec,
      LoggedImages images,
      EventPublisher publisher,
      EvaluationGate gate,
      LabelCheckMetrics metrics) {
    this.champion = requireNonNull(champion, "champion");
    this.codec = requireNonNull(codec, "codec");
    this.images = requireNonNull(images, "images");
    this.publisher = requireNonNull(publisher, "publisher");
    this.gate = requireNonNull(gate, "gate");
    this.metrics = requireNonNull(metrics, "metrics");
  }

  @Override
  public void handle(List<ConsumerRecord<byte[], byte[]>> records, Rejections rejections)
      throws InterruptedException {
    gate.awaitIdle();
    Map<String, Optional<AnnotatedImage>> newest = new LinkedHashMap<>();
    records.forEach(record -> read(record).ifPresent(one -> newest.put(one.id(), one.image())));
    List<CompletableFuture<?>> published = new ArrayList<>();
    List<AnnotatedImage> compared = new ArrayList<>();
    List<RgbImage> pixels = new ArrayList<>();
    newest.forEach(
        (id, image) -> {
          Optional<RgbImage> decoded = image.flatMap(this::decode);
          if (decoded.isPresent()) {
            compared.add(image.get());
            pixels.add(decoded.get());
          } else {
            published.add(publisher.publishTombstone(Topics.LABEL_FINDINGS, id));
          }
        });
    List<List<LabelledBox>> labels = compared.stream().map(AnnotatedImage::boxes).toList();
    List<List<LabelFinding>> findings =
        compared.isEmpty() ? List.of() : champion.findings(pixels, labels);
    for (int index = 0; index < compared.size(); index++) {
      published.add(publish(compared.get(index), findings.get(index)));
    }
    CompletableFuture.allOf(published.toArray(CompletableFuture[]::new)).join();
    metrics.compared(compared.size(), findings.stream().mapToInt(List::size).sum());
  }

  /** The image of a record; a tombstone has none. Other readers report invalid records. */
  private Optional<Read> read(ConsumerRecord<byte[], byte[]> record) {
    try {
      return Optional.of(
          new Read(
              EventCodec.key(record),
              record.value() == null
                  ? Optional.empty()
                  : Optional.of(codec.fromRecord(record, AnnotatedImage.class))));
    } catch (PoisonRecordException e) {
      LOG.debug("Skipped an invalid record of {}: {}", record.topic(), e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<RgbImage> decode(AnnotatedImage image) {
    try {
      return Optional.of(images.decode(image));
    } catch (UnreadableImageException | ObjectNotFoundException e) {
      LOG.info("Labels of image {} are not compared: {}", image.id(), e.getMessage());
      return Optional.empty();
    }
  }

  private CompletableFuture<?> publish(AnnotatedImage image, List<LabelFinding> findings) {
    if (findings.isEmpty()) {
      return publisher.publishTombstone(Topics.LABEL_FINDINGS, image.id());
    }
    return publisher.publish(
        image.id(),
        new LabelFindings(
            image.id(),
            LabelDigest.of(image.boxes()),
            champion.promotion().model(),
            champion.promotion().generation(),
            champion.promotion().checkpoint().toString(),
            findings));
  }

  private record Read(String id, Optional<AnnotatedImage> image) {}
}
