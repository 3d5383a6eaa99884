package io.boxstream.ingest.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.EventCodec;
import io.boxstream.events.ImageSource;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import io.boxstream.ingest.disk.IndexFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageListingTest {

  private static final List<String> CLASSES = List.of("hat", "person", "vest");
  private static final List<String> KINDS = List.of("upload", "voc-archive");

  @TempDir Path directory;

  /** What the catalog must list, computed from a plain map. */
  private final Map<String, CatalogImage> expected = new HashMap<>();

  private final Random random = new Random(7);
  private long offset;

  @Test
  void listsWhatAScanWouldFindAfterRandomChangesAndAReopen() {
    // Given
    Path file = directory.resolve("index.mv");
    try (IndexFile index = IndexFile.open(file)) {
      ImageCatalog catalog = catalog(index);
      IntStream.range(0, 3000).forEach(step -> change(catalog));

      // When, Then
      filters().forEach(filter -> assertThatItLists(catalog, filter));
    }
    try (IndexFile index = IndexFile.open(file)) {
      ImageCatalog catalog = catalog(index);
      filters().forEach(filter -> assertThatItLists(catalog, filter));
      IntStream.range(0, 500).forEach(step -> change(catalog));
      filters().forEach(filter -> assertThatItLists(catalog, filter));
    }
  }

  @Test
  void aPageOfARareCombinationIsShortAndSaysWhereToGoOn() {
    // Given more images of two facets than a page examines, and the only match is the oldest
    ImageCatalog catalog = catalog(IndexFile.inMemory());
    publish(catalog, id(0), Split.VAL, "upload", List.of(box("hat")));
    for (int number = 1; number <= 2 * ImageListing.MOST_EXAMINED; number++) {
      boolean hat = number % 2 == 0;
      publish(
          catalog,
          id(number),
          hat ? Split.TRAIN : Split.VAL,
          "upload",
          List.of(box(hat ? "hat" : "person")));
    }
    ImageFilter filter =
        new ImageFilter(
            Optional.of("hat"),
            Optional.of(Split.VAL),
            Optional.empty(),
            false,
            Optional.empty(),
            false,
            Optional.empty());

    // When
    ImagePage first = catalog.page(filter, Optional.empty(), 10);

    // Then
    assertThat(first.images()).isEmpty();
    assertThat(first.next()).isPresent();
    ImagePage second = catalog.page(filter, first.next(), 10);
    assertThat(second.images()).extracting(CatalogImage::id).containsExactly(id(0));
    assertThat(second.next()).isEmpty();
  }

  @Test
  void aCursorIsText() {
    ListingCursor cursor = new ListingCursor(1_790_000_000_123L, 3L << 48 | 17);

    assertThat(ListingCursor.parse(cursor.text())).contains(cursor);
    assertThat(ListingCursor.parse("x")).isEmpty();
    assertThat(ListingCursor.parse("not a cursor")).isEmpty();
    assertThat(ListingCursor.parse(cursor.text() + "AAAA")).isEmpty();
  }

  @Test
  void countsWhatAScanWouldCountAfterRandomChangesAndAReopen() {
    Path file = directory.resolve("index.mv");
    try (IndexFile index = IndexFile.open(file)) {
      ImageCatalog catalog = catalog(index);
      IntStream.range(0, 3000).forEach(step -> change(catalog));
      assertThat(catalog.statistics()).isEqualTo(StatisticsOracle.count(expected.values()));
    }
    try (IndexFile index = IndexFile.open(file)) {
      ImageCatalog catalog = catalog(index);
      assertThat(catalog.statistics()).isEqualTo(StatisticsOracle.count(expected.values()));
      IntStream.range(0, 500).forEach(step -> change(catalog));
      assertThat(catalog.statistics()).isEqualTo(StatisticsOracle.count(expected.values()));
      for (String id : List.copyOf(expected.keySet())) {
        catalog.removed(id, new RecordAddress(2, offset++));
      }
      assertThat(catalog.statistics()).isEqualTo(StatisticsOracle.count(List.of()));
    }
  }

  private void change(ImageCatalog catalog) {
    String id = id(random.nextInt(400));
    if (random.nextInt(5) == 0) {
      catalog.removed(id, new RecordAddress(2, offset++));
      expected.remove(id);
      return;
    }
    List<LabelledBox> boxes =
        random
            .ints(random.nextInt(4), 0, CLASSES.size())
            .mapToObj(number -> randomBox(CLASSES.get(number)))
            .toList();
    Split split = Split.values()[random.nextInt(3)];
    String kind = KINDS.get(random.nextInt(KINDS.size()));
    expected.put(id, publish(catalog, id, split, kind, boxes));
  }

  private CatalogImage publish(
      ImageCatalog catalog, String id, Split split, String kind, List<LabelledBox> boxes) {
    String name = id.charAt(3) < '8' ? "Site 7 " + id.charAt(4) + ".JPG" : "a.jpg";
    return publish(catalog, id, split, kind, boxes, name);
  }

  private CatalogImage publish(
      ImageCatalog catalog,
      String id,
      Split split,
      String kind,
      List<LabelledBox> boxes,
      String name) {
    AnnotatedImage image = Images.image(id, split, new ImageSource(kind, name), boxes);
    RecordAddress record = new RecordAddress(2, offset++);
    // Several records have the same time.
    Instant at = Instant.ofEpochMilli(1_000_000 + offset / 3);
    boolean known = expected.containsKey(id);
    AnnotatedImage event = known ? image.replacing(expected.get(id).addedAt(), List.of()) : image;
    catalog.published(event, record, at);
    return CatalogImage.of(event, record, at);
  }

  private void assertThatItLists(ImageCatalog catalog, ImageFilter filter) {
    List<CatalogImage> matching =
        expected.values().stream()
            .filter(filter::matches)
            .sorted(
                Comparator.comparing((CatalogImage image) -> image.labels().at())
                    .thenComparing(image -> image.record().offset())
                    .reversed())
            .toList();
    assertThat(all(catalog, filter)).isEqualTo(matching);
    catalog.count(filter).ifPresent(count -> assertThat(count).isEqualTo(matching.size()));
  }

  private static List<CatalogImage> all(ImageCatalog catalog, ImageFilter filter) {
    List<CatalogImage> images = new ArrayList<>();
    ImagePage page = catalog.page(filter, Optional.empty(), 7);
    images.addAll(page.images());
    while (page.next().isPresent()) {
      ListingCursor cursor = ListingCursor.parse(page.next().get().text()).orElseThrow();
      page = catalog.page(filter, Optional.of(cursor), 7);
      images.addAll(page.images());
    }
    return images;
  }

  private static Stream<ImageFilter> filters() {
    List<Optional<String>> labels =
        List.of(Optional.empty(), Optional.of("hat"), Optional.of("vest"), Optional.of("dog"));
    List<Optional<Split>> splits = List.of(Optional.empty(), Optional.of(Split.VAL));
    List<Optional<String>> sources = List.of(Optional.empty(), Optional.of("upload"));
    List<Optional<Instant>> times =
        List.of(Optional.empty(), Optional.of(Instant.ofEpochMilli(1_000_900)));
    return labels.stream()
        .flatMap(
            label ->
                splits.stream()
                    .flatMap(
                        split ->
                            sources.stream()
                                .flatMap(
                                    source ->
                                        times.stream()
                                            .flatMap(
                                                since ->
                                                    Stream.of(true, false)
                                                        .map(
                                                            empty ->
                                                                new ImageFilter(
                                                                    label,
                                                                    split,
                                                                    source,
                                                                    empty,
                                                                    since,
                                                                    false,
                                                                    Optional.empty()))))))
        .flatMap(filter -> texts().map(text -> with(text, filter)));
  }

  private static Stream<Optional<String>> texts() {
    return Stream.of(Optional.empty(), Optional.of("SITE 7"), Optional.of("Erso"), idStart());
  }

  private static Optional<String> idStart() {
    return Optional.of(id(7).substring(0, 5).toUpperCase(Locale.ROOT));
  }

  private static ImageFilter with(Optional<String> text, ImageFilter filter) {
    return new ImageFilter(
        filter.label(),
        filter.split(),
        filter.source(),
        filter.withoutBoxes(),
        filter.since(),
        filter.suspect(),
        text);
  }

  @Test
  void aTextIsAPartOfANameOrTheBeginningOfAnId() {
    ImageCatalog catalog = catalog(IndexFile.inMemory());
    publish(catalog, id(1), Split.VAL, "upload", List.of(box("Hard Hat")), "Site 7/Gate.JPG");
    publish(catalog, id(2), Split.VAL, "upload", List.of(), "b.jpg");

    assertThat(found(catalog, "site 7/g")).containsExactly(id(1));
    assertThat(found(catalog, "HARD")).containsExactly(id(1));
    assertThat(found(catalog, id(2).substring(0, 9).toUpperCase(Locale.ROOT)))
        .containsExactly(id(2));
    assertThat(found(catalog, id(2).substring(1, 9))).isEmpty();
    assertThat(found(catalog, ".jpg")).containsExactly(id(2), id(1));
    assertThat(found(catalog, "upload")).isEmpty();
    assertThat(catalog.count(with(Optional.of("b"), ImageFilter.ALL))).isEmpty();
  }

  @Test
  void aPageOfASearchEndsAfterManyImages() {
    // Given more images than a page of a search examines, of which the oldest matches
    ImageCatalog catalog = catalog(IndexFile.inMemory());
    publish(catalog, id(0), Split.VAL, "upload", List.of(), "needle.jpg");
    for (int number = 1; number <= ImageListing.MOST_EXAMINED; number++) {
      publish(catalog, id(number), Split.VAL, "upload", List.of(), "a.jpg");
    }
    ImageFilter filter = with(Optional.of("needle"), ImageFilter.ALL);

    // When
    ImagePage first = catalog.page(filter, Optional.empty(), 10);

    // Then
    assertThat(first.images()).isEmpty();
    assertThat(catalog.page(filter, first.next(), 10).images())
        .extracting(CatalogImage::id)
        .containsExactly(id(0));
  }

  private static List<String> found(ImageCatalog catalog, String text) {
    return all(catalog, with(Optional.of(text), ImageFilter.ALL)).stream()
        .map(CatalogImage::id)
        .toList();
  }

  private LabelledBox randomBox(String label) {
    double width = Math.pow(2, -2 + 8 * random.nextDouble());
    double height = Math.pow(2, -2 + 8 * random.nextDouble());
    return new LabelledBox(label, 0, 0, width, height, random.nextInt(4) == 0);
  }

  private static LabelledBox box(String label) {
    return new LabelledBox(label, 1, 2, 30, 40, false);
  }

  private static String id(int number) {
    return HexFormat.of().toHexDigits(number * 2654435761L).repeat(4);
  }

  private static ImageCatalog catalog(IndexFile index) {
    return new ImageCatalog(index, EventCodec.forService("test"));
  }
}
