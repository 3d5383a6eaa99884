package io.boxstream.ingest.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.EventCodec;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import io.boxstream.ingest.disk.IndexFile;
import io.boxstream.ingest.statistics.StatisticsReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The counts of a catalog whose file an earlier process has written. */
class CatalogCountsTest {

  private static final String COUNTS = "image-counts";
  private static final int IMAGES = 60;

  @TempDir Path directory;

  private Path file;

  @BeforeEach
  void locate() {
    file = directory.resolve("index.mv");
  }

  @Test
  void aStartTakesTheCountsAndReadsNoImage() {
    // Given a file whose entries nobody can read
    StatisticsReport written = write();
    try (MVStore store = MVStore.open(file.toString())) {
      MVMap<Long, byte[]> entries = entries(store);
      List.copyOf(entries.keySet()).forEach(key -> entries.put(key, new byte[] {1}));
    }

    // When
    try (IndexFile index = IndexFile.open(file)) {
      ImageCatalog catalog = catalog(index);

      // Then
      assertThat(catalog.statistics()).isEqualTo(written);
      assertThat(catalog.count(ImageFilter.ofClass("hat"))).contains((long) IMAGES);
      assertThat(catalog.count(Split.TRAIN)).isEqualTo(IMAGES);
      assertThat(catalog.withoutHash()).isEqualTo(IMAGES / 2);
      assertThat(catalog.shapes().unusual(id(0), 100, 100, List.of(wide()))).isPresent();
    }
  }

  @Test
  void aKillLeavesTheCountsOfTheImagesThatAreInTheFile() throws IOException {
    // Given a process that is killed after a commit and a further change
    Path killed = directory.resolve("killed.mv");
    try (IndexFile index = IndexFile.open(file)) {
      ImageCatalog catalog = catalog(index);
      publish(catalog, 0);
      publish(catalog, 1);
      index.commit();
      Files.copy(file, killed);
      publish(catalog, 2);
    }

    // When
    try (IndexFile index = IndexFile.open(killed)) {
      ImageCatalog catalog = catalog(index);

      // Then
      assertThat(index.counts(COUNTS)).isPresent();
      assertThat(catalog.ids("", 10)).hasSize(2);
      assertThat(catalog.statistics().images()).isEqualTo(2);
      assertThat(catalog.count(ImageFilter.ALL)).contains(2L);
    }
  }

  @Test
  void countsOfOtherImagesAreNotTaken() {
    // Given a file that has lost an image, but not its counts
    StatisticsReport unused = write();
    try (MVStore store = MVStore.open(file.toString())) {
      MVMap<Long, byte[]> entries = entries(store);
      entries.remove(entries.firstKey());
    }

    // When
    try (IndexFile index = IndexFile.open(file)) {
      ImageCatalog catalog = catalog(index);

      // Then
      assertThat(catalog.statistics().images()).isEqualTo(IMAGES - 1);
      assertThat(catalog.count(ImageFilter.ofClass("hat"))).contains(IMAGES - 1L);
    }
  }

  @Test
  void damagedCountsAreNotTaken() {
    StatisticsReport written = write();
    try (MVStore store = MVStore.open(file.toString())) {
      MVMap<String, byte[]> counts = store.openMap(COUNTS);
      counts.put("tally class hat", new byte[] {1});
    }

    try (IndexFile index = IndexFile.open(file)) {
      assertThat(catalog(index).statistics()).isEqualTo(written);
    }
  }

  @Test
  void aFileWithoutCountsIsCountedOnce() {
    // Given the file of a release that wrote no counts
    StatisticsReport written = write();
    try (MVStore store = MVStore.open(file.toString())) {
      store.removeMap(COUNTS);
      store.setStoreVersion(3);
    }

    // When
    try (IndexFile index = IndexFile.open(file)) {
      assertThat(index.counts(COUNTS)).isEmpty();
      assertThat(catalog(index).statistics()).isEqualTo(written);
    }

    // Then the next start has them, and that release builds the file again
    try (IndexFile index = IndexFile.open(file)) {
      assertThat(index.counts(COUNTS))
          .map(Map::size)
          .hasValueSatisfying(size -> assertThat(size).isPositive());
      assertThat(index.store().getStoreVersion()).isGreaterThan(3);
    }
  }

  @Test
  void countsThatAreGoneAreGoneAfterAStart() {
    StatisticsReport unused = write();
    try (IndexFile index = IndexFile.open(file)) {
      ImageCatalog catalog = catalog(index);
      for (int number = 0; number < IMAGES; number++) {
        catalog.removed(id(number), new RecordAddress(0, 1000 + number));
      }
    }

    try (IndexFile index = IndexFile.open(file)) {
      StatisticsReport statistics = catalog(index).statistics();
      assertThat(statistics.images()).isZero();
      assertThat(statistics.classes()).isEmpty();
      assertThat(statistics.days()).isEmpty();
    }
  }

  private static MVMap<Long, byte[]> entries(MVStore store) {
    return store.openMap(
        "image-entries",
        new MVMap.Builder<Long, byte[]>()
            .keyType(LongDataType.INSTANCE)
            .valueType(ByteArrayDataType.INSTANCE));
  }

  private StatisticsReport write() {
    try (IndexFile index = IndexFile.open(file)) {
      ImageCatalog catalog = catalog(index);
      for (int number = 0; number < IMAGES; number++) {
        publish(catalog, number);
      }
      return catalog.statistics();
    }
  }

  private static void publish(ImageCatalog catalog, int number) {
    LabelledBox box = new LabelledBox("hat", 0, 0, 10 + number % 3, 10, false);
    AnnotatedImage image = Images.image(id(number), Split.TRAIN, box);
    catalog.published(
        number % 2 == 0 ? image : image.withPerceptualHash("%016x".formatted(number + 1)),
        new RecordAddress(0, number),
        Instant.ofEpochSecond(number));
  }

  private static LabelledBox wide() {
    return new LabelledBox("hat", 0, 0, 100, 1, false);
  }

  private static String id(int number) {
    return "%064x".formatted(number);
  }

  private static ImageCatalog catalog(IndexFile file) {
    return new ImageCatalog(file, EventCodec.forService("test"));
  }
}
