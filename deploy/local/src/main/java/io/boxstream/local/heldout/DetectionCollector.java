package io.boxstream.local.heldout;

import io.boxstream.events.DetectionResult;
import io.boxstream.events.EventCodec;
import io.boxstream.events.MalformedEventException;
import io.boxstream.local.LocalRunException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Which requests are open, and what is done with each answer: it is scored and drawn. */
final class DetectionCollector {

  private final HeldOutScore score;
  private final ImagePainter painter;
  private final DrawnImages drawn;
  private final EventCodec codec;
  private final Map<String, HeldOutImage> open = new HashMap<>();
  private int taken;

  DetectionCollector(
      HeldOutScore score, ImagePainter painter, DrawnImages drawn, EventCodec codec) {
    this.score = Objects.requireNonNull(score, "score");
    this.painter = Objects.requireNonNull(painter, "painter");
    this.drawn = Objects.requireNonNull(drawn, "drawn");
    this.codec = Objects.requireNonNull(codec, "codec");
  }

  void expect(String key, HeldOutImage image) {
    open.put(key, image);
  }

  /** How many requests have no answer yet. */
  int open() {
    return open.size();
  }

  /** How many answers were taken. */
  int taken() {
    return taken;
  }

  /**
   * Takes a record of {@code detections}; one that answers no open request is passed over.
   *
   * @throws LocalRunException if an answer cannot be read
   */
  void take(ConsumerRecord<byte[], byte[]> record) {
    String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    HeldOutImage image = open.get(key);
    if (image == null) {
      return;
    }
    DetectionResult result = read(record);
    open.remove(key);
    taken++;
    score.add(image.boxes(), result.boxes());
    drawn.write(image, painter.paint(image.bytes(), image.boxes(), result.boxes()));
  }

  private DetectionResult read(ConsumerRecord<byte[], byte[]> record) {
    try {
      return codec.fromRecord(record, DetectionResult.class);
    } catch (MalformedEventException e) {
      throw new LocalRunException(
          "an answer on topic detections cannot be read: " + e.getMessage(), e);
    }
  }
}
