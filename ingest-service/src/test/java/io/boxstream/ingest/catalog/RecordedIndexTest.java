package io.boxstream.ingest.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.EventCodec;
import io.boxstream.events.ImageContent;
import io.boxstream.events.ImageEncoding;
import io.boxstream.events.ImageSource;
import io.boxstream.events.LabelRevision;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.RejectedImage;
import io.boxstream.events.RejectionReason;
import io.boxstream.events.Split;
import io.boxstream.ingest.Recordings;
import io.boxstream.ingest.disk.IndexFile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Indexes that the code of earlier commits wrote: they are taken over as they are, or built again
 * as a whole. What is stored as a number or as the place in an enumeration must not have another
 * meaning now.
 */
class RecordedIndexTest {

  private static final String FILE = "index.mv";
  private static final String TOPIC = "id-of-the-topic";
  private static final Instant AT = Instant.parse("2026-11-23T12:00:00Z");
  private static final EventCodec CODEC = EventCodec.forService("test");

  @TempDir Path directory;

  static List<Path> recordings() {
    return Recordings.all();
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void takesAnIndexOverOrBuildsItAgain(Path recording) {
    Path file = directory.resolve(FILE);
    Recordings.copy(recording.resolve(FILE), file);
    try (IndexFile expected = IndexFile.inMemory();
        IndexFile index = IndexFile.open(file)) {
      boolean builtAgain = index.store().getMapNames().isEmpty();
      fill(expected);
      if (builtAgain) {
        fill(index);
      }
      ImageCatalog catalog = new ImageCatalog(index, CODEC);
      ImageCatalog wanted = new ImageCatalog(expected, CODEC);

      // Then it knows where to go on
      TopicPositions positions = new TopicPositions(index.store(), catalog);
      positions.check(TOPIC);
      assertThat(positions.position(0)).isEqualTo(images().size());

      // And has everything that was on the topics
      List<String> ids = wanted.ids("", 100);
      assertThat(ids).hasSize(images().size());
      assertThat(catalog.ids("", 100)).isEqualTo(ids);
      for (String id : ids) {
        CatalogImage image = wanted.find(id).orElseThrow();
        assertThat(catalog.find(id)).contains(image);
        assertThat(catalog.history(image)).isEqualTo(wanted.history(image)).hasSize(1);
      }
      assertThat(catalog.statistics()).isEqualTo(wanted.statistics());
      assertThat(catalog.count(ImageFilter.ofClass("hat")))
          .isEqualTo(wanted.count(ImageFilter.ofClass("hat")));
      assertThat(catalog.shapes().unusual("x", 100, 100, images().get(0).boxes()))
          .isEqualTo(wanted.shapes().unusual("x", 100, 100, images().get(0).boxes()));
      assertThat(rejections(index).find("a-rejection")).contains(rejection());
      assertThat(rejections(index).reasons()).isEqualTo(rejections(expected).reasons());
    }
  }

  /** Writes what the other test reads. */
  @Test
  @EnabledIfSystemProperty(named = Recordings.PROPERTY, matches = ".+")
  void record() {
    Path file = directory.resolve(FILE);
    try (IndexFile index = IndexFile.open(file)) {
      fill(index);
    }
    Recordings.copy(file, Recordings.target().resolve(FILE));
  }

  private static void fill(IndexFile index) {
    ImageCatalog catalog = new ImageCatalog(index, CODEC);
    TopicPositions positions = new TopicPositions(index.store(), catalog);
    positions.check(TOPIC);
    List<AnnotatedImage> images = images();
    for (int offset = 0; offset < images.size(); offset++) {
      catalog.published(images.get(offset), new RecordAddress(0, offset), AT);
      positions.advance(0, offset + 1);
    }
    rejections(index).rejected(rejection());
  }

  private static RejectionCatalog rejections(IndexFile index) {
    return new RejectionCatalog(index, CODEC, Clock.fixed(AT, ZoneOffset.UTC));
  }

  /** An image of each encoding in each split, relabelled once. */
  private static List<AnnotatedImage> images() {
    List<AnnotatedImage> images = new ArrayList<>();
    for (ImageEncoding encoding : List.of(ImageEncoding.JPEG, ImageEncoding.PNG)) {
      for (Split split : List.of(Split.TRAIN, Split.VAL, Split.TEST)) {
        int number = images.size() + 1;
        AnnotatedImage image =
            new AnnotatedImage(
                "%064x".formatted(number),
                encoding,
                100 + number,
                80,
                split,
                List.of(
                    new LabelledBox("hat", 1.5, 2, 20 + number, 30.25, true),
                    new LabelledBox("gilet jaune", 0, 0, 50, 60, false)),
                new ImageContent.Stored("%064x".formatted(number), 1000L + number),
                new ImageSource("test", number + ".jpg"));
        images.add(
            image
                .replacing(
                    AT.minusSeconds(60),
                    List.of(
                        new LabelRevision(
                            AT.minusSeconds(60),
                            split,
                            List.of(new LabelledBox("dog", 0, 0, 9, 9, false)),
                            new ImageSource("upload", "earlier.jpg"),
                            Optional.of("anna"))))
                .withPerceptualHash("%016x".formatted(number)));
      }
    }
    return images;
  }

  private static RejectedImage rejection() {
    return new RejectedImage(
        "a-rejection",
        RejectionReason.NOT_AN_IMAGE,
        "it is a text",
        Optional.of("<annotation/>"),
        Optional.empty(),
        new ImageSource("zip", "a.jpg"),
        Optional.of(Split.TEST),
        AT,
        Optional.of("an-import"));
  }
}
