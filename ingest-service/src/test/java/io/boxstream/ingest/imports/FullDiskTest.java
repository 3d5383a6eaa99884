package io.boxstream.ingest.imports;

import static io.boxstream.ingest.imports.ImportsBench.LABELS;
import static io.boxstream.ingest.imports.ImportsBench.images;
import static io.boxstream.ingest.imports.ImportsBench.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.boxstream.events.AnnotatedImage;
import io.boxstream.ingest.archive.Tars;
import io.boxstream.ingest.disk.DiskFullException;
import io.boxstream.ingest.disk.SmallDisk;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Imports on a disk that is really full. */
class FullDiskTest {

  @TempDir Path directory;

  private SmallDisk disk;
  private ImportsBench bench;

  @BeforeEach
  void mount() throws IOException {
    disk = SmallDisk.mount(directory.resolve("imports"), 2).orSkip();
    bench = new ImportsBench(directory, new ImportConcurrency(2, 8, 1024 * 1024));
  }

  @AfterEach
  void unmount() {
    if (bench != null) {
      bench.close();
    }
    disk.close();
  }

  @Test
  void keepsNothingOfAnArchiveForWhichThereIsNoRoomAndTakesItLater() throws IOException {
    // Given
    disk.fill();

    // When, Then
    assertThatThrownBy(() -> bench.submit(images(4)))
        .isInstanceOf(DiskFullException.class)
        .hasMessageContaining(disk.directory().toString());
    byte[] tar = Tars.write(images(4));
    assertThatThrownBy(
            () -> ImportsBench.submit(bench.imports(), Upload.of(new ByteArrayInputStream(tar))))
        .isInstanceOf(DiskFullException.class);
    disk.clear();
    try (Stream<Path> files = Files.list(disk.directory())) {
      assertThat(files).isEmpty();
    }
    bench.ready();
    assertThat(bench.finished(bench.submit(images(4))).images().accepted()).isEqualTo(4);
  }

  @Test
  void anImportWaitsForRoomAndGoesOnWithTrueCounts() throws IOException {
    // Given an archive on a disk that is full when its images are to be journaled
    Map<String, byte[]> entries = images(60);
    String id = bench.submit(entries);
    disk.fill();

    // When, Then
    bench.ready();
    await()
        .during(Duration.ofSeconds(1))
        .atMost(Duration.ofSeconds(20))
        .until(() -> bench.status(id), status -> status.state() == ImportState.RUNNING);
    assertThat(bench.status(id).images().accepted()).isLessThan(60);

    // When, Then
    disk.clear();
    assertThat(bench.finished(id).images()).isEqualTo(new ImportStatus.Images(60, 60, 0, 0, 0, 0));
    assertThat(bench.log.images())
        .extracting(AnnotatedImage::id)
        .hasSize(60)
        .doesNotHaveDuplicates();
  }

  @Test
  void aFullDiskIsNotTheFaultOfAnImageThatIsUnpackedToIt() throws IOException {
    // Given
    Map<String, byte[]> entries = images(1);
    put(entries, "large", new byte[ImportsBench.LARGEST_IMAGE + 1], LABELS);
    String id = bench.submit(entries);
    disk.fill();
    bench.ready();
    await()
        .during(Duration.ofSeconds(1))
        .atMost(Duration.ofSeconds(20))
        .until(() -> bench.status(id), status -> status.state() == ImportState.RUNNING);

    // When
    disk.clear();

    // Then
    assertThat(bench.finished(id).rejections()).containsExactly(Map.entry("image-too-large", 1L));
  }

  @Test
  void aJournalHasWholeLinesAfterADiskWasFull() throws IOException {
    // Given
    Path file = disk.directory().resolve("journal.jsonl");
    List<String> written = new ArrayList<>();
    try (ImportJournal journal = ImportJournal.open(file, entry -> {})) {
      disk.fill();

      // When
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 1000; i++) {
                  write(journal, "%064d".formatted(i), written);
                }
              })
          .isInstanceOf(DiskFullException.class);
      disk.clear();
      write(journal, "f".repeat(64), written);
    }

    // Then
    List<String> read = new ArrayList<>();
    ImportJournal.open(file, entry -> read.add(entry.id())).close();
    assertThat(read).isEqualTo(written);
  }

  private static void write(ImportJournal journal, String id, List<String> written) {
    journal.write(JournalEntry.publishing(id));
    written.add(id);
  }
}
