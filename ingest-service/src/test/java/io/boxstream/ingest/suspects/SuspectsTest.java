package io.boxstream.ingest.suspects;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.artifacts.blob.Sha256;
import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.DetectedBox;
import io.boxstream.events.EventCodec;
import io.boxstream.events.ImageContent;
import io.boxstream.events.ImageEncoding;
import io.boxstream.events.ImageSource;
import io.boxstream.events.LabelDigest;
import io.boxstream.events.LabelFinding;
import io.boxstream.events.LabelFindings;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import io.boxstream.events.SuspectReason;
import io.boxstream.events.Topics;
import io.boxstream.images.PerceptualHash;
import io.boxstream.ingest.FakeLog;
import io.boxstream.ingest.catalog.ImageCatalog;
import io.boxstream.ingest.catalog.ImageFilter;
import io.boxstream.ingest.catalog.ListingCursor;
import io.boxstream.ingest.catalog.RecordAddress;
import io.boxstream.ingest.disk.IndexFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Suspects of an index on disk, checked when the test asks for it. */
class SuspectsTest {

  private static final int SIDE = 1000;
  private static final SuspectFilter OPEN =
      new SuspectFilter(Optional.empty(), Optional.empty(), Optional.empty(), false);
  private static final SuspectFilter DISMISSED =
      new SuspectFilter(Optional.empty(), Optional.empty(), Optional.empty(), true);

  @TempDir private Path folder;

  private final Random random = new Random(1);
  private final FakeLog log = new FakeLog();
  private final EventCodec codec = EventCodec.forService("test");
  private IndexFile file;
  private ImageCatalog catalog;
  private FindingsIndex findings;
  private Dismissals dismissals;
  private Suspects suspects;
  private long offset;

  @AfterEach
  void close() {
    file.close();
  }

  @Test
  void ranksAllReasonsByScoreInPages() {
    open();
    publish(1, Split.TRAIN, 0x0123_4567_89AB_CDEFL, box("hat", 10, 10));
    publish(2, Split.TEST, 0x0123_4567_89AB_CDEEL, box("hat", 10, 10));
    publish(3, Split.TRAIN, random.nextLong(), box("hat", 10, 10), box("hat", 12, 10));
    publish(4, Split.TRAIN, random.nextLong(), box("Hat", 10, 10));
    found(4, box("Hat", 10, 10), 0.7);

    check();

    List<ListedSuspect> all = all(OPEN);
    assertThat(all)
        .extracting(one -> one.suspect().reason())
        .containsExactly(
            SuspectReason.DUPLICATE_ACROSS_SPLITS,
            SuspectReason.DOUBLED_BOX,
            SuspectReason.SIMILAR_CLASS_NAMES,
            SuspectReason.WRONG_CLASS);
    assertThat(all)
        .isSortedAccordingTo(
            (one, other) -> Double.compare(other.suspect().score(), one.suspect().score()));
    assertThat(suspects.count(OPEN)).contains(4L);
    assertThat(suspects.summary().total()).isEqualTo(4);
    assertThat(suspects.summary().leaks().get(Split.TEST)).isEqualTo(new SuspectSummary.Leak(1, 1));
    assertThat(suspects.summary().leaks().get(Split.VAL)).isEqualTo(new SuspectSummary.Leak(0, 0));

    // Pages of one are the same list
    List<ListedSuspect> paged = new ArrayList<>();
    Optional<ListingCursor> after = Optional.empty();
    do {
      SuspectPage page = suspects.page(OPEN, after, 1);
      paged.addAll(page.suspects());
      after = page.next();
    } while (after.isPresent());
    assertThat(paged).isEqualTo(all);

    // Filters
    assertThat(all(filter(SuspectReason.DOUBLED_BOX, null, null))).hasSize(1);
    assertThat(all(filter(null, "Hat", null)))
        .extracting(one -> one.suspect().reason())
        .containsExactly(SuspectReason.SIMILAR_CLASS_NAMES, SuspectReason.WRONG_CLASS);
    assertThat(all(filter(null, "hat", Split.TRAIN)))
        .extracting(one -> one.suspect().reason())
        .containsExactly(SuspectReason.DOUBLED_BOX);
    assertThat(catalog.page(suspectImages(), Optional.empty(), 10).images()).hasSize(3);
  }

  @Test
  void anImageOfTrainingMakesAnEarlierOneOfTestASuspectAndItsRemovalEndsThat() {
    open();
    publish(2, Split.TEST, 0x0123_4567_89AB_CDEEL);
    check();
    assertThat(all(OPEN)).isEmpty();

    publish(1, Split.TRAIN, 0x0123_4567_89AB_CDEFL);
    check();

    assertThat(all(OPEN))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.suspect().imageId()).contains(id(2));
              assertThat(one.suspect().otherImageId()).contains(id(1));
              assertThat(one.text()).contains("test").contains(id(1));
            });
    catalog.removed(id(1), address());
    check();
    assertThat(all(OPEN)).isEmpty();
    assertThat(suspects.summary().leaks().get(Split.TEST).leaked()).isZero();
    assertThat(catalog.page(suspectImages(), Optional.empty(), 10).images()).isEmpty();
  }

  @Test
  void aDismissalIsOnTheLogAndHoldsForARebuiltIndexUntilTheLabelsChange() {
    // Given
    open();
    LabelledBox[] doubled = {box("hat", 10, 10), box("hat", 12, 10)};
    publish(1, Split.TRAIN, random.nextLong(), doubled);
    check();
    String suspect = all(OPEN).get(0).id();

    // When
    assertThat(suspects.dismiss(suspect, Optional.of("anna"))).isTrue();

    // Then
    assertThat(all(OPEN)).isEmpty();
    assertThat(all(DISMISSED)).extracting(ListedSuspect::id).containsExactly(suspect);
    assertThat(suspects.summary().dismissed()).isEqualTo(1);
    assertThat(catalog.page(suspectImages(), Optional.empty(), 10).images()).isEmpty();

    // When the index is built again from the log
    file.close();
    assertThat(folder.resolve("index.mv").toFile().delete()).isTrue();
    open();
    publish(1, Split.TRAIN, random.nextLong(), doubled);
    check();
    assertThat(all(OPEN)).hasSize(1);
    log.records().stream()
        .filter(record -> record.topic().equals(Topics.DISMISSED_SUSPECTS))
        .forEach(dismissals::apply);
    check();

    // Then
    assertThat(all(OPEN)).isEmpty();
    assertThat(all(DISMISSED)).hasSize(1);

    // When another box comes, Then it holds; when one of the two changes, it does not
    publish(1, Split.TRAIN, random.nextLong(), doubled[0], doubled[1], box("hat", 500, 500));
    check();
    assertThat(all(OPEN)).isEmpty();
    publish(1, Split.TRAIN, random.nextLong(), doubled[0], box("hat", 13, 10));
    check();
    assertThat(all(OPEN)).hasSize(1);
    assertThat(suspects.restore(suspect)).isFalse();
  }

  @Test
  void aRestartKeepsTheListAndWhatWaitsForACheck() {
    open();
    publish(1, Split.TRAIN, random.nextLong(), box("hat", 10, 10), box("hat", 12, 10));
    check();
    publish(2, Split.TRAIN, random.nextLong(), box("hat", 10, 10), box("hat", 12, 10));
    file.close();

    open();

    assertThat(all(OPEN)).hasSize(1);
    assertThat(suspects.count(OPEN)).contains(1L);
    assertThat(catalog.count(suspectImages())).contains(1L);
    assertThat(suspects.unchecked()).isEqualTo(1);
    check();
    assertThat(all(OPEN)).hasSize(2);
  }

  @Test
  void aStartTakesTheCountsOfTheSuspectsAndCountsAnewWhatDoesNotFit() {
    // Given suspects in two lists, whose entries nobody can read
    open();
    publish(1, Split.TRAIN, random.nextLong(), box("hat", 10, 10), box("hat", 12, 10));
    publish(2, Split.TRAIN, random.nextLong(), box("hat", 10, 10), box("hat", 12, 10));
    check();
    assertThat(suspects.dismiss(all(OPEN).get(0).id(), Optional.empty())).isTrue();
    file.close();
    List<String> texts = new ArrayList<>();
    change(
        entries ->
            List.copyOf(entries.keySet())
                .forEach(key -> texts.add(entries.put(key, "unreadable"))));

    // When, Then
    open();
    assertThat(suspects.count(OPEN)).contains(1L);
    assertThat(suspects.count(DISMISSED)).contains(1L);
    file.close();

    // When one is missing, Then the others are counted
    change(
        entries -> {
          List<Long> keys = List.copyOf(entries.keySet());
          entries.put(keys.get(0), texts.get(0));
          entries.remove(keys.get(1));
        });
    open();
    assertThat(suspects.count(OPEN).orElseThrow() + suspects.count(DISMISSED).orElseThrow())
        .isEqualTo(1);
  }

  private void change(Consumer<MVMap<Long, String>> work) {
    try (MVStore store = MVStore.open(folder.resolve("index.mv").toString())) {
      work.accept(store.openMap("suspects"));
    }
  }

  @Test
  void aMissingLabelStaysDismissedWhenANewModelFindsTheSameAndNotWhenItFindsMore() {
    open();
    publish(1, Split.TRAIN, random.nextLong());
    missing(1, 1, detected(100));
    check();
    assertThat(suspects.dismiss(all(OPEN).get(0).id(), Optional.empty())).isTrue();

    missing(1, 2, detected(105));
    check();
    assertThat(all(OPEN)).isEmpty();

    missing(1, 3, detected(105), detected(600));
    check();
    assertThat(all(OPEN)).hasSize(1);
  }

  @Test
  void findingsAboutOtherLabelsDoNotCount() {
    open();
    publish(1, Split.TRAIN, random.nextLong(), box("hat", 10, 10));
    found(1, box("hat", 11, 10), 0.9);
    check();
    assertThat(all(OPEN)).isEmpty();

    publish(1, Split.TRAIN, random.nextLong(), box("hat", 11, 10));
    check();
    assertThat(all(OPEN)).hasSize(1);
  }

  @Test
  void aBoxThatCameBeforeItsClassHadAUsualSizeIsFoundLater() {
    open();
    publish(1, Split.TRAIN, random.nextLong(), new LabelledBox("hat", 0, 0, 900, 900, false));
    check();
    assertThat(all(OPEN)).isEmpty();

    for (int number = 2; number < 60; number++) {
      publish(number, Split.TRAIN, random.nextLong(), box("hat", number, number));
    }
    check();

    assertThat(all(OPEN))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.suspect().reason()).isEqualTo(SuspectReason.UNUSUAL_BOX);
              assertThat(one.suspect().imageId()).contains(id(1));
            });
  }

  private void open() {
    file = IndexFile.open(folder.resolve("index.mv"));
    catalog = new ImageCatalog(file, codec);
    findings = new FindingsIndex(file, codec, catalog.changed());
    dismissals = new Dismissals(file, codec, catalog.changed());
    suspects =
        new Suspects(
            file,
            catalog,
            findings,
            dismissals,
            log,
            new SuspectSettings(6, Duration.ofSeconds(5)));
  }

  /** Until nothing is left to do. */
  private void check() {
    boolean more;
    do {
      more = suspects.checker().checkSome();
    } while (more || suspects.unchecked() > 0);
  }

  private List<ListedSuspect> all(SuspectFilter filter) {
    return suspects.page(filter, Optional.empty(), 200).suspects();
  }

  private static SuspectFilter filter(SuspectReason reason, String label, Split split) {
    return new SuspectFilter(
        Optional.ofNullable(reason), Optional.ofNullable(label), Optional.ofNullable(split), false);
  }

  private static ImageFilter suspectImages() {
    return new ImageFilter(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        true,
        Optional.empty());
  }

  private void publish(int number, Split split, long hash, LabelledBox... boxes) {
    AnnotatedImage image =
        new AnnotatedImage(
                id(number),
                ImageEncoding.JPEG,
                SIDE,
                SIDE,
                split,
                List.of(boxes),
                new ImageContent.Stored(id(number), 1000),
                new ImageSource("test", "a.jpg"))
            .withPerceptualHash(new PerceptualHash(hash).toString());
    catalog.published(image, address(), Instant.ofEpochMilli(offset));
  }

  private void found(int number, LabelledBox labelled, double score) {
    DetectedBox person =
        new DetectedBox(
            "person", 0.9, labelled.xMin(), labelled.yMin(), labelled.xMax(), labelled.yMax());
    apply(
        number,
        1,
        LabelDigest.of(List.of(labelled)),
        List.of(
            new LabelFinding(
                SuspectReason.WRONG_CLASS, score, Optional.of(labelled), Optional.of(person))));
  }

  private void missing(int number, int generation, DetectedBox... detected) {
    List<LabelFinding> missing = new ArrayList<>();
    for (DetectedBox box : detected) {
      missing.add(
          new LabelFinding(SuspectReason.MISSING_LABEL, 0.8, Optional.empty(), Optional.of(box)));
    }
    apply(number, generation, LabelDigest.of(List.of()), missing);
  }

  private void apply(int number, int generation, String labels, List<LabelFinding> found) {
    ProducerRecord<byte[], byte[]> written =
        codec.toRecord(
            Topics.LABEL_FINDINGS,
            id(number),
            new LabelFindings(id(number), labels, "detector", generation, "checkpoint", found),
            Instant.EPOCH);
    findings.apply(
        new ConsumerRecord<>(
            written.topic(),
            0,
            offset++,
            0L,
            TimestampType.CREATE_TIME,
            written.key().length,
            written.value().length,
            written.key(),
            written.value(),
            written.headers(),
            Optional.empty()));
  }

  private RecordAddress address() {
    return new RecordAddress(0, ++offset);
  }

  private static String id(int number) {
    return Sha256.of(Integer.toString(number).getBytes(StandardCharsets.UTF_8));
  }

  private static LabelledBox box(String label, double x, double y) {
    return new LabelledBox(label, x, y, x + 100, y + 100, false);
  }

  private static DetectedBox detected(double x) {
    return new DetectedBox("hat", 0.9, x, 10, x + 100, 110);
  }
}
