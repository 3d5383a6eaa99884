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
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RejectionCatalogTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private final RejectionCatalog catalog =
      new RejectionCatalog(
          IndexFile.inMemory(), EventCodec.forService("test"), Clock.fixed(NOW, ZoneOffset.UTC));

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
      RejectionCatalog.Page page = catalog.page(after, 2);
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
    assertThat(catalog.page(Optional.empty(), 10))
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
    assertThat(catalog.page(Optional.empty(), 10).rejections())
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

  private static RejectedImage rejection(String id, Instant at) {
    return new RejectedImage(
        id,
        RejectionReason.EMPTY_BOX,
        "object 1 (hat) has no area",
        Optional.of("<annotation/>"),
        Optional.empty(),
        new ImageSource("test", id + ".jpg"),
        Optional.of(Split.TEST),
        at);
  }
}
