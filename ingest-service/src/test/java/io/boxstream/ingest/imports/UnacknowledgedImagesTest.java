package io.boxstream.ingest.imports;

import static io.boxstream.ingest.imports.ImportsBench.LABELS;
import static io.boxstream.ingest.imports.ImportsBench.images;
import static io.boxstream.ingest.imports.ImportsBench.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.PublishException;
import io.boxstream.events.RecordTooLargeForTopicException;
import io.boxstream.ingest.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of an archive whose records the log has not acknowledged yet. */
class UnacknowledgedImagesTest {

  private static final long MANY_BYTES = 1024 * 1024;

  @TempDir Path directory;

  private ImportsBench bench;

  @AfterEach
  void stop() {
    bench.log.acknowledgeNewestFirst();
    bench.close();
  }

  @Test
  void areBoundedInNumberAndCountedWhenTheyAreAcknowledged() throws IOException {
    // Given
    start(new ImportConcurrency(2, 5, MANY_BYTES));
    bench.log.holdAcknowledgements();
    String id = bench.submit(images(20));

    // When, Then the window is filled and not more
    await()
        .during(Duration.ofMillis(300))
        .atMost(Duration.ofSeconds(30))
        .until(() -> bench.log.unacknowledged() == 5);
    assertThat(bench.status(id).images()).isEqualTo(new ImportStatus.Images(20, 0, 0, 0, 0, 20));

    // When, Then
    bench.log.acknowledgeNewestFirst();
    assertThat(bench.finished(id).images()).isEqualTo(new ImportStatus.Images(20, 20, 0, 0, 0, 0));
    assertThat(bench.log.images()).hasSize(20);
  }

  @Test
  void areBoundedInBytes() throws IOException {
    // Given
    int bytes = Samples.jpeg(32, 24, 100).length + LABELS.length;
    start(new ImportConcurrency(2, 100, 3L * bytes + bytes / 2));
    bench.log.holdAcknowledgements();

    // When
    bench.submit(images(20));

    // Then
    await()
        .during(Duration.ofMillis(300))
        .atMost(Duration.ofSeconds(30))
        .until(() -> bench.log.unacknowledged() == 3);
  }

  @Test
  void anImageThatIsLargerThanTheBoundIsTakenInAlone() throws IOException {
    // Given
    start(new ImportConcurrency(2, 100, 1));

    // When, Then
    assertThat(bench.finished(bench.submit(images(5))).images())
        .isEqualTo(new ImportStatus.Images(5, 5, 0, 0, 0, 0));
  }

  @Test
  void areFinishedInTheOrderOfTheirAcknowledgements() throws IOException {
    // Given
    start(new ImportConcurrency(2, 100, MANY_BYTES));
    bench.log.holdAcknowledgements();
    String id = bench.submit(images(10));
    await().until(() -> bench.log.unacknowledged() == 10);

    // When
    bench.log.acknowledgeNewestFirst();

    // Then
    assertThat(bench.finished(id).images()).isEqualTo(new ImportStatus.Images(10, 10, 0, 0, 0, 0));
  }

  @Test
  void theSameImageAgainWaitsForTheFirstOnesAcknowledgement() throws IOException {
    // Given
    start(new ImportConcurrency(1, 100, MANY_BYTES));
    byte[] image = Samples.jpeg(32, 24, 1);
    Map<String, byte[]> entries = new LinkedHashMap<>();
    put(entries, "a first", image, LABELS);
    put(entries, "b the same", image, LABELS);
    put(entries, "c contradicts", image, Samples.voc(32, 24, "person", 1, 1, 9, 9));
    put(entries, "d another", Samples.jpeg(32, 24, 2), LABELS);
    bench.log.holdAcknowledgements();
    String id = bench.submit(entries);
    await().until(() -> bench.log.unacknowledged() == 2);

    // When
    bench.log.acknowledgeNewestFirst();

    // Then
    ImportStatus status = bench.finished(id);
    assertThat(status.images()).isEqualTo(new ImportStatus.Images(4, 2, 0, 1, 1, 0));
    assertThat(status.rejections()).containsExactly(Map.entry("conflicting-annotation", 1L));
    assertThat(bench.log.images())
        .extracting(logged -> logged.source().name())
        .containsExactly("a first.jpg", "d another.jpg");
  }

  @Test
  void areCountedOnceWhenTheProcessIsKilled() throws IOException {
    // Given
    start(new ImportConcurrency(2, 8, MANY_BYTES));
    bench.log.holdAcknowledgements();
    String id = bench.submit(images(20));
    await().until(() -> bench.log.unacknowledged() == 8);

    // When the log has the records, and their sender did not live to see it
    ImportsBench next = bench.killed(directory.resolve("next"));
    await().until(() -> bench.log.unacknowledged() >= 16);
    next.log.acknowledgeNewestFirst();

    // Then
    assertThat(next.finished(id).images()).isEqualTo(new ImportStatus.Images(20, 20, 0, 0, 0, 0));
    next.close();
  }

  @Test
  void areSentAgainWhenTheLogWasAway() throws IOException {
    // Given
    start(new ImportConcurrency(2, 5, MANY_BYTES));
    bench.log.leaveAfter(7);
    String id = bench.submit(images(20));
    await().until(() -> bench.status(id).images().accepted() == 7);

    // When
    bench.log.comeBack();

    // Then
    assertThat(bench.finished(id).images()).isEqualTo(new ImportStatus.Images(20, 20, 0, 0, 0, 0));
    assertThat(bench.log.images())
        .extracting(AnnotatedImage::id)
        .hasSize(20)
        .doesNotHaveDuplicates();
  }

  @Test
  void oneThatFailsIsSentAgainAndItsNeighboursAreNot() throws IOException {
    // Given
    start(new ImportConcurrency(2, 100, MANY_BYTES));
    bench.log.failNext(
        new PublishException("annotated-images", new TimeoutException("no leader for a moment")));

    // When
    ImportStatus status = bench.finished(bench.submit(images(10)));

    // Then
    assertThat(status.images()).isEqualTo(new ImportStatus.Images(10, 10, 0, 0, 0, 0));
    assertThat(bench.log.images())
        .extracting(AnnotatedImage::id)
        .hasSize(10)
        .doesNotHaveDuplicates();
  }

  @Test
  void oneWhoseRecordNoTopicTakesIsRefusedAndItsNeighboursAreNot() throws IOException {
    // Given
    start(new ImportConcurrency(2, 100, MANY_BYTES));
    bench.log.failNext(
        new RecordTooLargeForTopicException("annotated-images", new RuntimeException("2 MiB")));

    // When
    ImportStatus status = bench.finished(bench.submit(images(10)));

    // Then
    assertThat(status.images()).isEqualTo(new ImportStatus.Images(10, 9, 0, 1, 0, 0));
    assertThat(status.rejections()).containsExactly(Map.entry("image-too-large", 1L));
  }

  @Test
  void oneThatFailsForGoodEndsTheImportAfterItsNeighboursAreCounted() throws IOException {
    // Given
    start(new ImportConcurrency(1, 100, MANY_BYTES));
    bench.log.holdAcknowledgements();
    String id = bench.submit(images(3));
    await().until(() -> bench.log.unacknowledged() == 3);
    bench.log.failNext(new IllegalStateException("the producer is fenced"));
    String failing = bench.submit(images(5));

    // When
    bench.log.acknowledgeNewestFirst();

    // Then
    assertThat(bench.finished(id).images()).isEqualTo(new ImportStatus.Images(3, 3, 0, 0, 0, 0));
    ImportStatus status = bench.finished(failing);
    assertThat(status.state()).isEqualTo(ImportState.FAILED);
    assertThat(status.detail()).contains("the producer is fenced");
    assertThat(status.images().duplicates()).isEqualTo(3);
  }

  private void start(ImportConcurrency concurrency) {
    bench = new ImportsBench(directory, concurrency).ready();
  }
}
