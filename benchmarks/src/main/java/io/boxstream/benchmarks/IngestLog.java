package io.boxstream.benchmarks;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.ImageSource;
import io.boxstream.events.KafkaEventPublisher;
import io.boxstream.events.KafkaSettings;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.RejectedImage;
import io.boxstream.events.RejectionReason;
import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What is on the topics before ingest-service starts: many images, one in a hundred of them
 * labelled again with a box of a rare class; and rejections, one for ten images.
 */
final class IngestLog {

  /** One image in so many has it. */
  static final int RARE = 100;

  static final String RARE_CLASS = "rare";

  /** One rejection for so many images. */
  private static final int PER_REJECTION = 10;

  private static final int UNACKNOWLEDGED = 5000;
  private static final int IMPORTS = 200;

  private final String bootstrapServers;

  IngestLog(String bootstrapServers) {
    this.bootstrapServers = requireNonNull(bootstrapServers, "bootstrapServers");
  }

  /** Publishes everything about so many images. */
  void publish(int images) throws IOException, NoSuchAlgorithmException {
    AnnotatedLog log = new AnnotatedLog();
    log.publish(bootstrapServers, 0, images);
    Deque<CompletableFuture<?>> sent = new ArrayDeque<>();
    try (EventPublisher publisher =
        KafkaEventPublisher.connect(KafkaSettings.of(bootstrapServers), "benchmark")) {
      for (int number = 0; number < images; number += RARE) {
        AnnotatedImage image = rare(log.image(number));
        sent.add(publisher.publish(image.id(), image));
      }
      for (int number = 0; number < images / PER_REJECTION; number++) {
        RejectedImage rejection = rejection(number);
        sent.add(publisher.publish(rejection.id(), rejection));
        if (sent.size() > UNACKNOWLEDGED) {
          sent.remove().join();
        }
      }
      sent.forEach(CompletableFuture::join);
    }
  }

  /** The id of an image by its number. */
  String idOf(int number) throws IOException, NoSuchAlgorithmException {
    return new AnnotatedLog().image(number).id();
  }

  private static AnnotatedImage rare(AnnotatedImage image) {
    List<LabelledBox> boxes = new ArrayList<>(image.boxes());
    boxes.add(new LabelledBox(RARE_CLASS, 0, 0, 10, 10, false));
    return image.relabelled(boxes, Optional.of("benchmark"));
  }

  private static RejectedImage rejection(int number) {
    RejectionReason[] reasons = RejectionReason.values();
    return new RejectedImage(
        "rejected-%07d".formatted(number),
        reasons[number % reasons.length],
        "a rejection of the benchmark",
        Optional.of("<annotation></annotation>"),
        Optional.empty(),
        new ImageSource("voc-archive", "rejected-%07d.jpg".formatted(number)),
        Optional.empty(),
        Instant.now(),
        Optional.of("import-" + number % IMPORTS));
  }
}
