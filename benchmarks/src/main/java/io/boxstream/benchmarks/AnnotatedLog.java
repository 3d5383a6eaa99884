package io.boxstream.benchmarks;

import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.ImageContent;
import io.boxstream.events.ImageEncoding;
import io.boxstream.events.ImageSource;
import io.boxstream.events.KafkaEventPublisher;
import io.boxstream.events.KafkaSettings;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/**
 * A log of many small labelled images, as ingest-service would have written them: JPEGs of 96×72
 * pixels and about 1 kB inside the events, each with an id of its own, one to three boxes, a split
 * by its id, and a perceptual hash that is far from the others. The image of a number is always the
 * same, so a log can be continued, and an image can be published again with other labels.
 */
final class AnnotatedLog {

  private static final int WIDTH = 96;
  private static final int HEIGHT = 72;
  private static final int BYTES = 1000;
  private static final int MOST_BOXES = 3;
  private static final List<String> CLASSES = List.of("helmet", "head", "person", "vest", "cone");

  /** As ingest-service splits a data set without lists. */
  private static final double TRAIN = 0.70 * 0x1p32;

  private static final double TRAIN_AND_VAL = 0.85 * 0x1p32;

  private static final int UNACKNOWLEDGED = 20_000;

  private final List<byte[]> drawn;
  private final MessageDigest digest;
  private final int validation;

  /** A log that is split as ingest-service does. */
  AnnotatedLog() throws IOException, NoSuchAlgorithmException {
    this(Integer.MAX_VALUE);
  }

  /**
   * A log with little validation, so that an evaluation ends soon.
   *
   * @param validation images of this number and later are for tests where they would be for
   *     validation
   */
  AnnotatedLog(int validation) throws IOException, NoSuchAlgorithmException {
    this.validation = validation;
    this.drawn = new ImportArchive(WIDTH, HEIGHT, BYTES, false, ImportArchive.Labels.VOC).drawn();
    this.digest = MessageDigest.getInstance("SHA-256");
  }

  /**
   * Publishes the images of some numbers and returns when the broker has them.
   *
   * @param from the first number, from 0 on
   * @param to the number after the last
   */
  void publish(String bootstrapServers, int from, int to) {
    Deque<CompletableFuture<?>> sent = new ArrayDeque<>();
    try (EventPublisher publisher =
        KafkaEventPublisher.connect(KafkaSettings.of(bootstrapServers), "benchmark")) {
      for (int number = from; number < to; number++) {
        AnnotatedImage image = image(number);
        sent.add(publisher.publish(image.id(), image));
        if (sent.size() > UNACKNOWLEDGED) {
          sent.remove().join();
        }
      }
      sent.forEach(CompletableFuture::join);
    }
  }

  /** The image of a number. */
  AnnotatedImage image(int number) {
    byte[] bytes = ImportArchive.copy(drawn.get(number % drawn.size()), 0, number);
    String id = HexFormat.of().formatHex(digest.digest(bytes));
    return new AnnotatedImage(
            id,
            ImageEncoding.JPEG,
            WIDTH,
            HEIGHT,
            split(id, number),
            boxes(number),
            new ImageContent.Inline(bytes),
            new ImageSource("upload", "image-%07d.jpg".formatted(number)))
        .withPerceptualHash(id.substring(id.length() - 16));
  }

  private Split split(String id, int number) {
    long position = Long.parseLong(id.substring(0, 8), 16);
    if (position < TRAIN) {
      return Split.TRAIN;
    }
    return position < TRAIN_AND_VAL && number < validation ? Split.VAL : Split.TEST;
  }

  private static List<LabelledBox> boxes(int number) {
    SplittableRandom random = new SplittableRandom(number);
    List<LabelledBox> boxes = new ArrayList<>();
    for (int count = 1 + random.nextInt(MOST_BOXES); count > 0; count--) {
      double left = random.nextInt(2 * WIDTH / 3);
      double top = random.nextInt(2 * HEIGHT / 3);
      boxes.add(
          new LabelledBox(
              CLASSES.get(random.nextInt(CLASSES.size())),
              left,
              top,
              left + 8 + random.nextInt(WIDTH / 4),
              top + 8 + random.nextInt(HEIGHT / 5),
              false));
    }
    return boxes;
  }
}
