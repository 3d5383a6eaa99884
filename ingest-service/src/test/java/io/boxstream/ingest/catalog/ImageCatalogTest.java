package io.boxstream.ingest.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.EventCodec;
import io.boxstream.events.LabelRevision;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.PoisonRecordException;
import io.boxstream.events.Split;
import io.boxstream.events.Topics;
import io.boxstream.ingest.FakeLog;
import io.boxstream.ingest.disk.IndexFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageCatalogTest {

  private static final String ID = "ab".repeat(32);
  private static final String OTHER_ID = "cd".repeat(32);
  private static final LabelledBox BOX = new LabelledBox("hat", 0, 0, 5, 5, false);
  private static final LabelledBox OTHER = new LabelledBox("hat", 0, 0, 5, 6, false);

  @TempDir Path directory;

  @Test
  void isInStepWithTheRecordsOfTheTopic() {
    // Given
    FakeLog log = new FakeLog();
    log.publishAndWait(ID, image(ID, BOX));
    log.publishAndWait(OTHER_ID, image(OTHER_ID, BOX));
    log.publishTombstone(Topics.ANNOTATED_IMAGES, OTHER_ID);
    ImageCatalog catalog = catalog(IndexFile.inMemory());

    // When
    log.records().forEach(catalog::apply);

    // Then
    CatalogImage image = catalog.find(ID).orElseThrow();
    assertThat(image.boxes()).containsExactly(BOX);
    assertThat(image.record()).isEqualTo(new RecordAddress(0, 0));
    assertThat(image.labels().at()).isEqualTo(Instant.EPOCH);
    assertThat(catalog.find(OTHER_ID)).isEmpty();
  }

  @Test
  void neverReplacesANewerRecordByAnOlderOne() {
    // Given
    ImageCatalog catalog = catalog(IndexFile.inMemory());
    publish(catalog, image(ID, OTHER), 7);

    // When
    publish(catalog, image(ID, BOX), 6);
    catalog.removed(ID, new RecordAddress(0, 5));

    // Then
    assertThat(catalog.find(ID).orElseThrow().boxes()).containsExactly(OTHER);
    assertThat(page(catalog, ImageFilter.ALL)).hasSize(1);
  }

  @Test
  void decodesNoRecordThatItKnows() {
    // Given an image that was published at an offset
    ImageCatalog catalog = catalog(IndexFile.inMemory());
    publish(catalog, image(ID, BOX), 7);

    // When the topic brings the record of that offset
    byte[] unreadable = {1};
    catalog.apply(
        new ConsumerRecord<>(
            Topics.ANNOTATED_IMAGES, 0, 7, ID.getBytes(StandardCharsets.UTF_8), unreadable));

    // Then
    assertThat(catalog.find(ID)).isPresent();
  }

  @Test
  void refusesARecordWhoseKeyIsAnotherImage() {
    FakeLog log = new FakeLog();
    log.publishAndWait(OTHER_ID, image(ID, BOX));
    ImageCatalog catalog = catalog(IndexFile.inMemory());

    Assertions.assertThatThrownBy(() -> catalog.apply(log.records().get(0)))
        .isInstanceOf(PoisonRecordException.class);

    assertThat(catalog.find(ID)).isEmpty();
    assertThat(catalog.find(OTHER_ID)).isEmpty();
  }

  @Test
  void survivesARestart() {
    // Given
    Path file = directory.resolve("index.mv");
    LabelRevision earlier =
        new LabelRevision(
            Instant.ofEpochMilli(17),
            Split.VAL,
            List.of(OTHER),
            Images.SOURCE,
            Optional.of("anna"));
    try (IndexFile store = IndexFile.open(file)) {
      AnnotatedImage image = image(ID, BOX).replacing(Instant.ofEpochMilli(17), List.of(earlier));
      publish(catalog(store), image, 1);
    }

    // When
    try (IndexFile store = IndexFile.open(file)) {

      // Then
      ImageCatalog catalog = catalog(store);
      CatalogImage image = catalog.find(ID).orElseThrow();
      assertThat(image.boxes()).containsExactly(BOX);
      assertThat(image.addedAt()).isEqualTo(Instant.ofEpochMilli(17));
      assertThat(catalog.history(image)).containsExactly(earlier);
      assertThat(page(catalog, ImageFilter.ofClass("hat"))).containsExactly(image);
      assertThat(catalog.count(ImageFilter.ofClass("hat"))).contains(1L);
    }
  }

  @Test
  void countsTheImagesOfEachSplit() {
    // Given
    Path file = directory.resolve("counted.mv");
    try (IndexFile store = IndexFile.open(file)) {
      ImageCatalog catalog = catalog(store);
      publish(catalog, image(ID, BOX), 1);
      publish(catalog, image(ID, OTHER), 2);
      publish(catalog, image(OTHER_ID), 3);
      publish(catalog, Images.image("ef".repeat(32), Split.TRAIN), 4);

      // When
      catalog.removed(OTHER_ID, new RecordAddress(0, 5));
      catalog.removed("01".repeat(32), new RecordAddress(0, 6));
      publish(catalog, Images.image(ID, Split.TEST), 1);

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
      assertThat(page(catalog, ImageFilter.ALL)).isEmpty();
    }
  }

  @Test
  void labelsInAnotherOrderAreTheSameLabels() {
    ImageCatalog catalog = catalog(IndexFile.inMemory());
    publish(catalog, image(ID, BOX, OTHER), 1);

    CatalogImage image = catalog.find(ID).orElseThrow();

    assertThat(image.hasBoxes(List.of(OTHER, BOX))).isTrue();
    assertThat(image.hasBoxes(List.of(BOX, BOX))).isFalse();
    assertThat(image.hasBoxes(List.of(BOX))).isFalse();
  }

  @Test
  void forgetsWhatATopicSaidThatWasMadeAnew() {
    // Given
    IndexFile store = IndexFile.inMemory();
    ImageCatalog catalog = catalog(store);
    TopicPositions positions = new TopicPositions(store.store(), catalog);
    positions.check("first");
    publish(catalog, image(ID), 1);
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

  private static List<CatalogImage> page(ImageCatalog catalog, ImageFilter filter) {
    return catalog.page(filter, Optional.empty(), 10).images();
  }

  private static void publish(ImageCatalog catalog, AnnotatedImage image, long offset) {
    catalog.published(image, new RecordAddress(0, offset), Instant.ofEpochMilli(offset));
  }

  private static ImageCatalog catalog(IndexFile file) {
    return new ImageCatalog(file, EventCodec.forService("test"));
  }

  private static AnnotatedImage image(String id, LabelledBox... boxes) {
    return Images.image(id, Split.VAL, boxes);
  }
}
