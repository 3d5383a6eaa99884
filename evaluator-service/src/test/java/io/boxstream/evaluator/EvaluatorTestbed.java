package io.boxstream.evaluator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.blob.BlobReference;
import io.boxstream.artifacts.blob.Sha256;
import io.boxstream.artifacts.checkpoint.CheckpointManifest;
import io.boxstream.dataset.DataSetSnapshot;
import io.boxstream.dataset.SnapshotEntry;
import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.CheckpointWritten;
import io.boxstream.events.Event;
import io.boxstream.events.EventCodec;
import io.boxstream.events.EventType;
import io.boxstream.events.ImageContent;
import io.boxstream.events.ImageEncoding;
import io.boxstream.events.ImageSource;
import io.boxstream.events.KafkaClients;
import io.boxstream.events.KafkaEventPublisher;
import io.boxstream.events.KafkaSettings;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import io.boxstream.images.ImageEncoder;
import io.boxstream.images.RgbImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** What the other services would have done: images on the log, checkpoints in the store. */
public final class EvaluatorTestbed implements AutoCloseable {
  public static final LabelledBox HAT = new LabelledBox("hat", 10, 10, 50, 30, false);

  /** From an image to the input of the preset in {@link Samples}. */
  public static final double HORIZONTAL_STRETCH = 3;

  /** From an image to the input of the preset in {@link Samples}. */
  public static final double VERTICAL_STRETCH = 6;

  private static final int WIDTH = 100;
  private static final int HEIGHT = 50;

  private final KafkaSettings kafka;
  private final Artifacts artifacts;
  private final KafkaEventPublisher publisher;

  public EvaluatorTestbed(String bootstrapServers, Artifacts artifacts) {
    this.kafka = KafkaSettings.of(bootstrapServers);
    this.artifacts = artifacts;
    this.publisher = KafkaEventPublisher.connect(kafka, "test");
  }

  /** Puts validation images on the log, each with a hat, and freezes them. */
  public String publishImages(int count) {
    List<SnapshotEntry> entries = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      String id = publishImage(number, Split.VAL, List.of(HAT));
      entries.add(new SnapshotEntry(id, Split.VAL, WIDTH, HEIGHT, List.of(HAT)));
    }
    return artifacts.snapshots().save(DataSetSnapshot.of(Map.of(), entries).toJson());
  }

  /** Puts an image on the log and returns its id. */
  public String publishImage(int number, Split split, List<LabelledBox> boxes) {
    byte[] rgb = new byte[WIDTH * HEIGHT * 3];
    rgb[0] = (byte) number;
    byte[] bytes = new ImageEncoder().png(new RgbImage(WIDTH, HEIGHT, rgb));
    String id = Sha256.of(bytes);
    publisher.publishAndWait(
        id,
        new AnnotatedImage(
            id,
            ImageEncoding.PNG,
            WIDTH,
            HEIGHT,
            split,
            boxes,
            new ImageContent.Inline(bytes),
            new ImageSource("test", number + ".png")));
    return id;
  }

  /** Puts a checkpoint into the store and its notification on the log. */
  public void writeCheckpoint(int epoch, String snapshot, BlobReference parameters) {
    CheckpointManifest manifest = Samples.manifest(epoch, snapshot, parameters);
    artifacts.checkpoints().save(manifest);
    announce(manifest);
  }

  /** Puts the notification of a checkpoint on the log, once more perhaps. */
  public void announce(CheckpointManifest manifest) {
    publisher.publishAndWait(
        manifest.runId(),
        new CheckpointWritten(
            manifest.id().toString(),
            manifest.runId(),
            manifest.position().epoch(),
            manifest.position().step(),
            manifest.id().manifestKey(),
            manifest.model(),
            manifest.network().preset(),
            manifest.network().classes(),
            manifest.losses().crossEntropy(),
            manifest.losses().smoothL1(),
            manifest.dataSet().hash()));
  }

  /** Puts an event on its topic. */
  public void publish(String key, Event event) {
    publisher.publishAndWait(key, event);
  }

  /** Puts any bytes on a topic. */
  public void send(String topic, String key, byte[] value) {
    publisher.sendAndWait(new ProducerRecord<>(topic, key.getBytes(UTF_8), value));
  }

  /** All events of a class that are on the log now, by partition and offset. */
  public <T extends Event> List<T> events(Class<T> type) {
    EventCodec codec = EventCodec.forService("test");
    return records(EventType.of(type).topic()).stream()
        .map(record -> codec.fromRecord(record, type))
        .toList();
  }

  /** All records that are on a topic now. */
  public List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    try (Consumer<byte[], byte[]> consumer =
        KafkaClients.assignedConsumer(kafka, "boxstream-test", 100)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
              .toList();
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
      return records;
    }
  }

  @Override
  public void close() {
    publisher.close();
  }
}
