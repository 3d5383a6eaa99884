package io.boxstream.ingest.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.events.EventCodec;
import io.boxstream.events.ImageSource;
import io.boxstream.events.RejectedImage;
import io.boxstream.events.RejectionReason;
import io.boxstream.events.Split;
import io.boxstream.events.Topics;
import io.boxstream.ingest.FakeLog;
import io.boxstream.ingest.disk.IndexFile;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RejectionCatalogTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private final IndexFile file = IndexFile.inMemory();
  private final RejectionCatalog catalog = open();

  private RejectionCatalog open() {
    return new RejectionCatalog(
        file, EventCodec.forService("test"), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @Test
  void givesPagesFromTheNewestToTheOldest() {
    // Given
    for (int i = 0; i < 5; i++) {
      catalog.rejected(rejection("r" + i, NOW.minusSeconds(i)));
    }

    // When
    List<String> ids = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      RejectionCatalog.Page page = catalog.page(RejectionFilter.ALL, after, 2);
      sizes.add(page.rejections().size());
      page.rejections().forEach(rejection -> ids.add(rejection.id()));
      after = page.next();
    } while (after.isPresent());

    // Then
    assertThat(ids).containsExactly("r0", "r1", "r2", "r3", "r4");
    assertThat(sizes).containsExactly(2, 2, 1);
  }

  @Test
  void anEmptyListHasOneEmptyPage() {
    assertThat(catalog.page(RejectionFilter.ALL, Optional.empty(), 10))
        .isEqualTo(new RejectionCatalog.Page(List.of(), Optional.empty()));
  }

  @Test
  void isInStepWithTheRecordsOfTheTopic() {
    // Given
    FakeLog log = new FakeLog();
    RejectedImage kept = rejection("kept", NOW);
    log.publishAndWait("kept", kept);
    log.publishAndWait("mended", rejection("mended", NOW));
    log.publishTombstone(Topics.REJECTED_IMAGES, "mended");

    // When
    log.records().forEach(catalog::apply);

    // Then
    assertThat(catalog.find("kept")).contains(kept);
    assertThat(catalog.find("mended")).isEmpty();
    assertThat(catalog.size()).isEqualTo(1);
  }

  @Test
  void keepsTheNewestOfOneId() {
    // When
    catalog.rejected(rejection("r", NOW.minusSeconds(1)));
    catalog.rejected(rejection("r", NOW));
    catalog.rejected(rejection("r", NOW.minusSeconds(9)));

    // Then
    assertThat(catalog.page(RejectionFilter.ALL, Optional.empty(), 10).rejections())
        .extracting(RejectedImage::at)
        .containsExactly(NOW);
  }

  @Test
  void forgetsWhatTheTopicHasForgotten() {
    // Given
    catalog.rejected(rejection("old", NOW.minus(Duration.ofDays(31))));

    // When
    catalog.rejected(rejection("new", NOW));

    // Then
    assertThat(catalog.find("old")).isEmpty();
    assertThat(catalog.find("new")).isPresent();
    assertThat(catalog.size()).isEqualTo(1);
  }

  @Test
  void listsByReasonAndSource() {
    // Given
    catalog.rejected(rejection("a", NOW, RejectionReason.EMPTY_BOX, "upload"));
    catalog.rejected(rejection("b", NOW, RejectionReason.EMPTY_BOX, "voc"));
    catalog.rejected(rejection("c", NOW, RejectionReason.UNKNOWN_CLASS, "voc"));
    catalog.rejected(rejection("d", NOW.minusSeconds(1), RejectionReason.EMPTY_BOX, "voc"));

    // When, Then
    RejectionReason empty = RejectionReason.EMPTY_BOX;
    assertThat(ids(RejectionFilter.ofReason(empty))).containsExactly("b", "a", "d");
    assertThat(ids(RejectionFilter.ofSource("voc"))).containsExactly("c", "b", "d");
    assertThat(ids(filter(empty, "voc", ""))).containsExactly("b", "d");
    assertThat(ids(filter(empty, "vo", ""))).isEmpty();
    assertThat(catalog.count(filter(empty, "voc", ""))).isEqualTo(2);
    assertThat(catalog.reasons())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(RejectionReason.EMPTY_BOX, 3L, RejectionReason.UNKNOWN_CLASS, 1L));
    assertThat(catalog.sources()).containsExactly(Map.entry("upload", 1L), Map.entry("voc", 3L));
  }

  @Test
  void listsThoseOfAnImport() {
    // Given
    RejectionReason empty = RejectionReason.EMPTY_BOX;
    catalog.rejected(ofImport("a", NOW, empty, "i-1"));
    catalog.rejected(ofImport("b", NOW, RejectionReason.UNKNOWN_CLASS, "i-1"));
    catalog.rejected(ofImport("c", NOW, empty, "i-12"));
    catalog.rejected(rejection("d", NOW));

    // When, Then
    assertThat(ids(filter(null, "", "i-1"))).containsExactly("b", "a");
    assertThat(ids(filter(empty, "", "i-1"))).containsExactly("a");
    assertThat(ids(filter(empty, "zip", "i-1"))).containsExactly("a");
    assertThat(ids(filter(null, "", "i-"))).isEmpty();
    assertThat(catalog.count(filter(null, "", "i-12"))).isEqualTo(1);
    assertThat(catalog.count(RejectionFilter.ALL)).isEqualTo(4);
    assertThat(catalog.reasons()).containsEntry(empty, 3L);
    assertThat(catalog.sources()).containsExactly(Map.entry("test", 1L), Map.entry("zip", 3L));
    assertThat(catalog.find("a").orElseThrow().importId()).contains("i-1");

    // When an image comes again, with another import
    catalog.rejected(ofImport("a", NOW.plusSeconds(1), empty, "i-12"));
    catalog.removed("b");

    // Then
    assertThat(ids(filter(null, "", "i-1"))).isEmpty();
    assertThat(ids(filter(null, "", "i-12"))).containsExactly("a", "c");
  }

  @Test
  void listsHoldNothingOfWhatIsGone() {
    // Given
    catalog.rejected(rejection("a", NOW, RejectionReason.EMPTY_BOX, "upload"));
    catalog.rejected(rejection("b", NOW, RejectionReason.EMPTY_BOX, "upload"));

    // When it is rejected for another reason, and the other is removed
    catalog.rejected(rejection("a", NOW.plusSeconds(1), RejectionReason.UNKNOWN_CLASS, "voc"));
    catalog.removed("b");

    // Then
    assertThat(catalog.reasons()).containsExactly(Map.entry(RejectionReason.UNKNOWN_CLASS, 1L));
    assertThat(catalog.sources()).containsExactly(Map.entry("voc", 1L));
    assertThat(catalog.count(RejectionFilter.ALL)).isEqualTo(1);
    catalog.clear();
    assertThat(catalog.count(RejectionFilter.ALL)).isZero();
  }

  @Test
  void anIndexWithoutListsGetsThem() {
    // Given a file of an earlier release
    catalog.rejected(rejection("a", NOW, RejectionReason.EMPTY_BOX, "upload"));
    file.store().openMap("rejection-lists").clear();

    // When, Then
    assertThat(open().count(RejectionFilter.ofReason(RejectionReason.EMPTY_BOX))).isEqualTo(1);
  }

  private List<String> ids(RejectionFilter filter) {
    List<String> ids = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      RejectionCatalog.Page page = catalog.page(filter, after, 1);
      page.rejections().forEach(rejection -> ids.add(rejection.id()));
      after = page.next();
    } while (after.isPresent());
    return ids;
  }

  private static RejectedImage rejection(String id, Instant at) {
    return rejection(id, at, RejectionReason.EMPTY_BOX, "test");
  }

  private static RejectionFilter filter(RejectionReason reason, String source, String importId) {
    return new RejectionFilter(
        Optional.ofNullable(reason),
        Optional.of(source).filter(text -> !text.isEmpty()),
        Optional.of(importId).filter(text -> !text.isEmpty()));
  }

  private static RejectedImage rejection(
      String id, Instant at, RejectionReason reason, String source) {
    return rejection(id, at, reason, source, Optional.empty());
  }

  private static RejectedImage ofImport(
      String id, Instant at, RejectionReason reason, String importId) {
    return rejection(id, at, reason, "zip", Optional.of(importId));
  }

  private static RejectedImage rejection(
      String id, Instant at, RejectionReason reason, String source, Optional<String> importId) {
    return new RejectedImage(
        id,
        reason,
        "object 1 (hat) has no area",
        Optional.of("<annotation/>"),
        Optional.empty(),
        new ImageSource(source, id + ".jpg"),
        Optional.of(Split.TEST),
        at,
        importId);
  }
}
