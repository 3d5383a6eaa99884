package io.boxstream.ingest.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.EventCodec;
import io.boxstream.events.ImageContent;
import io.boxstream.events.ImageEncoding;
import io.boxstream.events.ImageSource;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import io.boxstream.events.Topics;
import io.boxstream.ingest.FakeLog;
import io.boxstream.ingest.disk.IndexFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageCatalogTest {

  private static final String ID = "ab".repeat(32);
  private static final LabelledBox BOX = new LabelledBox("hat", 0, 0, 5, 5, false);
  private static final LabelledBox OTHER = new LabelledBox("hat", 0, 0, 5, 6, false);

  @TempDir Path directory;

  @Test
  void isInStepWithTheRecordsOfTheTopic() {
    // Given
    FakeLog log = new FakeLog();
    log.publishAndWait(ID, image(BOX));
    log.publishAndWait("cd".repeat(32), image(BOX));
    log.publishTombstone(Topics.ANNOTATED_IMAGES, "cd".repeat(32));
    ImageCatalog catalog = catalog(IndexFile.inMemory());

    // When
    log.records().forEach(catalog::apply);

    // Then
    assertThat(catalog.find(ID)).contains(CatalogEntry.of(Split.VAL, List.of(BOX)));
    assertThat(catalog.find("cd".repeat(32))).isEmpty();
  }

  @Test
  void neverReplacesANewerRecordByAnOlderOne() {
    // Given
    ImageCatalog catalog = catalog(IndexFile.inMemory());
    CatalogEntry newer = CatalogEntry.of(Split.VAL, List.of(OTHER));
    catalog.published(ID, newer, 7);

    // When
    catalog.published(ID, CatalogEntry.of(Split.VAL, List.of(BOX)), 6);
    catalog.removed(ID, 5);

    // Then
    assertThat(catalog.find(ID)).contains(newer);
  }

  @Test
  void decodesNoRecordThatItKnows() {
    // Given an image that was published at an offset
    ImageCatalog catalog = catalog(IndexFile.inMemory());
    CatalogEntry published = CatalogEntry.of(Split.VAL, List.of(BOX));
    catalog.published(ID, published, 7);

    // When the topic brings the record of that offset
    byte[] unreadable = {1};
    catalog.apply(
        new ConsumerRecord<>(
            Topics.ANNOTATED_IMAGES, 0, 7, ID.getBytes(StandardCharsets.UTF_8), unreadable));

    // Then
    assertThat(catalog.find(ID)).contains(published);
  }

  @Test
  void survivesARestart() {
    // Given
    Path file = directory.resolve("index.mv");
    try (IndexFile store = IndexFile.open(file)) {
      catalog(store).published(ID, CatalogEntry.of(Split.TEST, List.of()), 1);
    }

    // When
    try (IndexFile store = IndexFile.open(file)) {

      // Then
      assertThat(catalog(store).find(ID)).contains(CatalogEntry.of(Split.TEST, List.of()));
    }
  }

  @Test
  void countsTheImagesOfEachSplit() {
    // Given
    Path file = directory.resolve("counted.mv");
    try (IndexFile store = IndexFile.open(file)) {
      ImageCatalog catalog = catalog(store);
      catalog.published(ID, CatalogEntry.of(Split.VAL, List.of(BOX)), 1);
      catalog.published(ID, CatalogEntry.of(Split.VAL, List.of(OTHER)), 2);
      catalog.published("cd".repeat(32), CatalogEntry.of(Split.VAL, List.of()), 3);
      catalog.published("ef".repeat(32), CatalogEntry.of(Split.TRAIN, List.of()), 4);

      // When
      catalog.removed("cd".repeat(32), 5);
      catalog.removed("01".repeat(32), 6);
      catalog.published(ID, CatalogEntry.of(Split.TEST, List.of()), 1);

      // Then
      assertThat(catalog.count(Split.TRAIN)).isEqualTo(1);
      assertThat(catalog.count(Split.VAL)).isEqualTo(1);
      assertThat(catalog.count(Split.TEST)).isZero();
    }

    // Then also after a restart, and not of a topic that is gone
    try (IndexFile store = IndexFile.open(file)) {
      ImageCatalog catalog = catalog(store);
      assertThat(catalog.count(Split.TRAIN)).isEqualTo(1);
      assertThat(catalog.count(Split.VAL)).isEqualTo(1);
      catalog.clear();
      assertThat(catalog.count(Split.VAL)).isZero();
    }
  }

  @Test
  void labelsInAnotherOrderAreTheSameLabels() {
    assertThat(CatalogEntry.of(Split.VAL, List.of(BOX, OTHER)))
        .isEqualTo(CatalogEntry.of(Split.VAL, List.of(OTHER, BOX)))
        .isNotEqualTo(CatalogEntry.of(Split.VAL, List.of(BOX, BOX)));
  }

  @Test
  void forgetsWhatATopicSaidThatWasMadeAnew() {
    // Given
    IndexFile store = IndexFile.inMemory();
    ImageCatalog catalog = catalog(store);
    TopicPositions positions = new TopicPositions(store.store(), catalog);
    positions.check("first");
    catalog.published(ID, CatalogEntry.of(Split.TEST, List.of()), 1);
    positions.advance(0, 2);

    // When, Then the same topic changes nothing
    positions.check("first");
    assertThat(positions.position(0)).isEqualTo(2);
    assertThat(catalog.find(ID)).isPresent();

    // When, Then another one does
    positions.check("second");
    assertThat(positions.position(0)).isZero();
    assertThat(catalog.find(ID)).isEmpty();

    // When, Then a log that was cut does
    positions.advance(0, 9);
    positions.lost(Set.of(0));
    assertThat(positions.position(0)).isZero();
  }

  private static ImageCatalog catalog(IndexFile file) {
    return new ImageCatalog(file, EventCodec.forService("test"));
  }

  private static AnnotatedImage image(LabelledBox box) {
    return new AnnotatedImage(
        ID,
        ImageEncoding.JPEG,
        10,
        10,
        Split.VAL,
        List.of(box),
        new ImageContent.Inline(new byte[] {1}),
        new ImageSource("test", "a.jpg"));
  }
}
