package io.boxstream.local.heldout;

import io.boxstream.artifacts.blob.Blobs;
import io.boxstream.events.EventCodec;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.KafkaEventPublisher;
import io.boxstream.events.KafkaSettings;
import io.boxstream.events.Topics;
import io.boxstream.local.LocalRunException;
import io.boxstream.local.process.ConditionWaiter;
import io.boxstream.local.progress.Progress;
import io.boxstream.local.progress.ProgressText;
import io.boxstream.local.progress.Stage;
import io.boxstream.local.service.TopicReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Sends the test split to {@code detection-requests}, reads {@code detections}, scores and draws.
 * Few images are on their way at any time, so memory does not grow with their number.
 */
public final class HeldOutStage {

  private static final int ON_THEIR_WAY = 16;
  private static final Duration SILENCE = Duration.ofSeconds(120);
  private static final Duration POLL = Duration.ofMillis(250);
  // Low enough for an average precision over the whole curve.
  private static final String SCORED_FROM = "0.01";

  private final KafkaSettings kafka;
  private final Blobs blobs;
  private final ConditionWaiter waiter;
  private final Progress progress;
  private final EventCodec codec = EventCodec.forService("local");

  public HeldOutStage(KafkaSettings kafka, Blobs blobs, ConditionWaiter waiter, Progress progress) {
    this.kafka = Objects.requireNonNull(kafka, "kafka");
    this.blobs = Objects.requireNonNull(blobs, "blobs");
    this.waiter = Objects.requireNonNull(waiter, "waiter");
    this.progress = Objects.requireNonNull(progress, "progress");
  }

  /**
   * Detects on every image of the test split.
   *
   * @param model the promoted model
   * @param work where images are put meanwhile
   * @param output the folder of the drawn images
   * @throws LocalRunException if answers stop coming
   */
  public HeldOutResult run(ServedModel model, Path work, Path output) {
    DrawnImages drawn = DrawnImages.in(output);
    List<HeldOutImage> images = testSplit(work);
    if (images.isEmpty()) {
      progress.report(
          Stage.DETECT,
          "there are no test images, so none are drawn; name some in ImageSets/Main/test.txt or put"
              + " them into a folder test");
      return HeldOutResult.none();
    }
    HeldOutScore score = new HeldOutScore(model.classes());
    DetectionCollector answers =
        new DetectionCollector(score, new ImagePainter(model), drawn, codec);
    try (TopicReader reader = TopicReader.fromNow(kafka, Topics.DETECTIONS);
        EventPublisher publisher = KafkaEventPublisher.connect(kafka, "local")) {
      Iterator<HeldOutImage> next = images.iterator();
      Silence silence = new Silence();
      while (next.hasNext() || answers.open() > 0) {
        request(next, answers, publisher);
        int before = answers.taken();
        reader.poll(POLL).forEach(answers::take);
        silence.watch(answers.taken() > before, answers);
        show(score, images.size());
      }
    }
    progress.report(Stage.DETECT, text(score, images.size()));
    return new HeldOutResult(score.images(), answers.taken(), score.mean(), score.perClass());
  }

  private List<HeldOutImage> testSplit(Path work) {
    try (TopicReader log = TopicReader.fromBeginning(kafka, Topics.ANNOTATED_IMAGES)) {
      return new HeldOutImages(work, blobs, codec).collect(log);
    }
  }

  private void show(HeldOutScore score, int all) {
    waiter.check();
    progress.show(Stage.DETECT, text(score, all));
  }

  private static String text(HeldOutScore score, int all) {
    return "%d of %d held-out images  VOC07 mAP %s"
        .formatted(score.images(), all, ProgressText.score(score.mean()));
  }

  private static void request(
      Iterator<HeldOutImage> next, DetectionCollector answers, EventPublisher publisher) {
    while (next.hasNext() && answers.open() < ON_THEIR_WAY) {
      HeldOutImage image = next.next();
      String key = "held-out/" + UUID.randomUUID();
      answers.expect(key, image);
      ProducerRecord<byte[], byte[]> record =
          new ProducerRecord<>(
              Topics.DETECTION_REQUESTS, key.getBytes(StandardCharsets.UTF_8), image.bytes());
      record
          .headers()
          .add("content-type", image.format().mediaType().getBytes(StandardCharsets.UTF_8))
          .add("threshold", SCORED_FROM.getBytes(StandardCharsets.UTF_8));
      publisher.sendAndWait(record);
    }
  }

  /** Ends the waiting when nothing comes any more. */
  private static final class Silence {

    private long since = System.nanoTime();

    void watch(boolean answered, DetectionCollector answers) {
      if (answered) {
        since = System.nanoTime();
        return;
      }
      if (System.nanoTime() - since > SILENCE.toNanos()) {
        throw new LocalRunException(
            "no answer on topic detections for %d s, %d requests are open"
                .formatted(SILENCE.toSeconds(), answers.open()));
      }
    }
  }
}
