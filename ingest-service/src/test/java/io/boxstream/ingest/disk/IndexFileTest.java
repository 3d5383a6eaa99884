package io.boxstream.ingest.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.h2.mvstore.MVMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexFileTest {

  private static final int ENTRIES = 2000;

  @TempDir Path directory;

  private SmallDisk disk;

  @BeforeEach
  void mount() {
    disk = SmallDisk.mount(directory.resolve("disk"), 4);
  }

  @AfterEach
  void unmount() {
    disk.close();
  }

  @Test
  void waitsForRoomOnAFullDiskAndForgetsNothing() {
    // Given
    disk.orSkip();
    Path file = disk.directory().resolve("index.mv");
    IndexFile index = IndexFile.open(file);
    MVMap<String, String> map = index.store().openMap("map");
    put(map, 0, ENTRIES);
    index.store().commit();
    disk.fill();
    put(map, ENTRIES, 2 * ENTRIES);

    // When
    CompletableFuture<Long> commit = CompletableFuture.supplyAsync(index.store()::commit);

    // Then it waits, says so and still answers
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                assertThatThrownBy(index::requireRoom)
                    .isInstanceOf(DiskFullException.class)
                    .hasMessageContaining(disk.directory().toString())
                    .hasMessageContaining("delete files"));
    assertThat(commit).isNotDone();
    assertThat(map.get("7")).isEqualTo("value 7");

    // When
    disk.clear();

    // Then
    await().atMost(Duration.ofSeconds(10)).until(commit::isDone);
    assertThat(commit).isCompleted();
    assertThatCode(index::requireRoom).doesNotThrowAnyException();
    index.close();
    try (IndexFile again = IndexFile.open(file)) {
      assertThat(again.store().openMap("map")).hasSize(2 * ENTRIES);
    }
  }

  @Test
  void closesOnAFullDiskAndHasWhatItHadWritten() {
    // Given
    disk.orSkip();
    Path file = disk.directory().resolve("index.mv");
    IndexFile index = IndexFile.open(file);
    MVMap<String, String> map = index.store().openMap("map");
    put(map, 0, ENTRIES);
    index.store().commit();
    disk.fill();
    put(map, ENTRIES, 2 * ENTRIES);

    // When
    try {
      index.close();
    } catch (RuntimeException full) {
      assertThat(full).hasStackTraceContaining("No space left");
    }

    // Then
    disk.clear();
    try (IndexFile again = IndexFile.open(file)) {
      assertThat(again.store().openMap("map")).hasSizeGreaterThanOrEqualTo(ENTRIES);
    }
  }

  private static void put(MVMap<String, String> map, int from, int to) {
    for (int i = from; i < to; i++) {
      map.put(Integer.toString(i), "value " + i);
    }
  }
}
