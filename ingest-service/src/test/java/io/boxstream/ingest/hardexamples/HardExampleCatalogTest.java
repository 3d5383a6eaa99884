package io.boxstream.ingest.hardexamples;

import static io.boxstream.events.HardExampleReason.CONFLICTING_CLASSES;
import static io.boxstream.events.HardExampleReason.LOW_CONFIDENCE;
import static io.boxstream.ingest.hardexamples.Examples.CODEC;
import static io.boxstream.ingest.hardexamples.Examples.NOW;
import static io.boxstream.ingest.hardexamples.Examples.example;
import static io.boxstream.ingest.hardexamples.Examples.id;
import static io.boxstream.ingest.hardexamples.Examples.record;
import static io.boxstream.ingest.hardexamples.Examples.tombstone;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.events.ImageContent;
import io.boxstream.events.Split;
import io.boxstream.ingest.catalog.ImageCatalog;
import io.boxstream.ingest.catalog.RecordAddress;
import io.boxstream.ingest.disk.IndexFile;
import io.boxstream.ingest.hardexamples.ExampleQuery.Order;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HardExampleCatalogTest {

  private final IndexFile file = IndexFile.inMemory();
  private final ImageCatalog images = new ImageCatalog(file, CODEC);
  private final HardExampleCatalog catalog = catalog(file);

  @Test
  void listsTheHardestOrTheNewestFirst() {
    catalog.apply(record(example(1, 0.3, LOW_CONFIDENCE), NOW.minusSeconds(3), 0));
    catalog.apply(record(example(2, 0.9, LOW_CONFIDENCE), NOW.minusSeconds(2), 1));
    catalog.apply(record(example(3, 0.5, LOW_CONFIDENCE), NOW.minusSeconds(1), 2));

    assertThat(ids(Order.HARDEST, Optional.empty(), 2)).containsExactly(id(2), id(3), id(1));
    assertThat(ids(Order.NEWEST, Optional.empty(), 1)).containsExactly(id(3), id(2), id(1));
  }

  @Test
  void pagesHoldEachExampleOnceAndEndAfterAThousand() {
    Random scores = new Random(1);
    for (int i = 0; i < 2500; i++) {
      catalog.apply(
          record(
              example(i, scores.nextDouble(), i == 7 ? CONFLICTING_CLASSES : LOW_CONFIDENCE),
              NOW.minusSeconds(i),
              i));
    }

    assertThat(ids(Order.HARDEST, Optional.empty(), 200)).hasSize(2500).doesNotHaveDuplicates();
    ExampleQuery rare =
        new ExampleQuery(Order.HARDEST, Optional.empty(), Optional.of(CONFLICTING_CLASSES));
    List<Integer> sizes = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      HardExampleCatalog.Page page = catalog.page(rare, after, 10);
      sizes.add(page.examples().size());
      after = page.next();
    } while (after.isPresent());
    assertThat(sizes).hasSize(3).containsOnlyOnce(1);
  }

  @Test
  void anExampleIsAnsweredWhenItsImageIsInTheDataSet() {
    catalog.apply(record(example(1, 0.3, LOW_CONFIDENCE), NOW, 0));
    assertThat(catalog.state(id(1))).isEqualTo(ExampleState.OPEN);

    images.published(Examples.answer(id(1), Split.TRAIN), new RecordAddress(0, 1), NOW);

    assertThat(catalog.state(id(1))).isEqualTo(ExampleState.ANSWERED);
    assertThat(ids(Order.HARDEST, Optional.of(ExampleState.OPEN), 10)).isEmpty();
    assertThat(ids(Order.HARDEST, Optional.of(ExampleState.ANSWERED), 10)).containsExactly(id(1));
  }

  @Test
  void countsThoseThatAreOpen() {
    catalog.apply(record(example(1, 0.3, LOW_CONFIDENCE), NOW, 0));
    catalog.apply(record(example(2, 0.3, LOW_CONFIDENCE, CONFLICTING_CLASSES), NOW, 1));
    catalog.apply(record(example(3, 0.3, LOW_CONFIDENCE), NOW, 2));
    catalog.apply(record(example(4, 0.3, LOW_CONFIDENCE), NOW, 3));
    catalog.apply(tombstone(id(3), NOW, 4));
    images.published(Examples.answer(id(4), Split.TRAIN), new RecordAddress(0, 1), NOW);

    assertThat(catalog.countOpen())
        .isEqualTo(new OpenExamples.Counts(2, Map.of(LOW_CONFIDENCE, 2L, CONFLICTING_CLASSES, 1L)));
    // A file of a release without the map of reasons gets it.
    file.store().openMap("hard-examples-reasons").clear();
    assertThat(catalog(file).countOpen().total()).isEqualTo(2);
  }

  @Test
  void countsAgainAfterAMoment() {
    AtomicLong nanos = new AtomicLong();
    OpenExamples open = new OpenExamples(catalog, nanos::get);
    assertThat(open.counts().total()).isZero();
    catalog.apply(record(example(1, 0.3, LOW_CONFIDENCE), NOW, 0));

    nanos.addAndGet(Duration.ofMillis(1999).toNanos());
    assertThat(open.counts().total()).isZero();
    nanos.addAndGet(Duration.ofMillis(1).toNanos());
    assertThat(open.counts().total()).isEqualTo(1);
  }

  @Test
  void aDismissedExampleStaysDismissedWhenItIsPublishedAgain() {
    catalog.apply(record(example(1, 0.3, LOW_CONFIDENCE), NOW, 0));
    catalog.apply(tombstone(id(1), NOW, 1));
    catalog.apply(record(example(1, 0.6, LOW_CONFIDENCE), NOW.plusSeconds(1), 2));

    assertThat(catalog.state(id(1))).isEqualTo(ExampleState.DISMISSED);
    assertThat(catalog.find(id(1)).orElseThrow().score()).isEqualTo(0.6);
    assertThat(ids(Order.HARDEST, Optional.empty(), 10)).containsExactly(id(1));
  }

  @Test
  void isTheSameAfterARestart(@TempDir Path directory) {
    try (IndexFile stored = IndexFile.open(directory.resolve("index.mv"))) {
      HardExampleCatalog before = catalog(stored);
      before.apply(record(example(1, 0.3, LOW_CONFIDENCE), NOW, 0));
      before.apply(record(example(2, 0.4, LOW_CONFIDENCE), NOW, 1));
      before.dismissed(id(1), NOW);
      before.trained(id(2), NOW);
    }

    try (IndexFile stored = IndexFile.open(directory.resolve("index.mv"))) {
      HardExampleCatalog after = catalog(stored);
      assertThat(after.state(id(1))).isEqualTo(ExampleState.DISMISSED);
      assertThat(after.state(id(2))).isEqualTo(ExampleState.OPEN);
      ListedExample read = after.find(id(2)).orElseThrow();
      assertThat(read.modelAt()).contains(NOW);
      assertThat(read.record()).isEqualTo(new RecordAddress(0, 1));
      assertThat(read.example().image()).isEqualTo(new ImageContent.Stored(id(2), 3));
      assertThat(read.example().request()).isEqualTo(example(2, 0.4, LOW_CONFIDENCE).request());
    }
  }

  @Test
  void forgetsWhatTheTopicHasForgotten() {
    catalog.apply(record(example(1, 0.3, LOW_CONFIDENCE), NOW.minus(Duration.ofDays(31)), 0));
    catalog.apply(tombstone(id(1), NOW.minus(Duration.ofDays(31)), 1));

    catalog.apply(record(example(2, 0.3, LOW_CONFIDENCE), NOW, 2));

    assertThat(catalog.find(id(1))).isEmpty();
    assertThat(catalog.size()).isEqualTo(1);
  }

  @Test
  void knowsThePositionsOfItsOrders() {
    catalog.apply(record(example(1, 1, LOW_CONFIDENCE), NOW, 0));
    catalog.apply(record(example(2, 0, LOW_CONFIDENCE), NOW, 1));
    for (Order order : Order.values()) {
      String next =
          catalog
              .page(
                  new ExampleQuery(order, Optional.empty(), Optional.empty()), Optional.empty(), 1)
              .next()
              .orElseThrow();
      assertThat(HardExampleCatalog.isPosition(next, order)).isTrue();
      assertThat(
              HardExampleCatalog.isPosition(
                  next, order == Order.NEWEST ? Order.HARDEST : Order.NEWEST))
          .isFalse();
    }
    assertThat(HardExampleCatalog.isPosition("7", Order.NEWEST)).isFalse();
  }

  private List<String> ids(Order order, Optional<ExampleState> state, int limit) {
    List<String> ids = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      HardExampleCatalog.Page page =
          catalog.page(new ExampleQuery(order, state, Optional.empty()), after, limit);
      page.examples().forEach(example -> ids.add(example.id()));
      after = page.next();
    } while (after.isPresent());
    return ids;
  }

  private HardExampleCatalog catalog(IndexFile index) {
    return new HardExampleCatalog(index, images, CODEC, Clock.fixed(NOW, ZoneOffset.UTC));
  }
}
