package io.boxstream.ingest.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
  void twoInstancesCannotShareAFile() {
    // Given
    Path file = directory.resolve("index.mv");
    try (IndexFile first = IndexFile.open(file)) {
      put(first.store().openMap("map"), 0, ENTRIES);

      // When, then
      assertThatThrownBy(() -> IndexFile.open(file))
          .isInstanceOf(MVStoreException.class)
          .hasMessageContaining("locked");
      assertThat(first.store().openMap("map")).hasSize(ENTRIES);
    }
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

  @Test
  void writesAChangeOfSeveralMapsAsAWhole() throws Exception {
    // Given a change that is half done
    Path file = directory.resolve("whole.mv");
    Path killed = directory.resolve("killed.mv");
    try (IndexFile index = IndexFile.open(file)) {
      MVMap<String, String> first = index.store().openMap("first");
      MVMap<String, String> second = index.store().openMap("second");
      index.change(() -> first.put("a", "before"));
      AtomicReference<Thread> committing = new AtomicReference<>();
      index.change(
          () -> {
            first.put("a", "after");
            committing.set(new Thread(index::commit));
            committing.get().start();
            await().until(() -> committing.get().getState() == Thread.State.WAITING);
            copy(file, killed);
            second.put("b", "after");
          });

      // When
      committing.get().join();

      // Then a kill in between leaves nothing of it, and a later one all
      assertThat(values(killed)).isIn(List.of(Map.of(), Map.of("a", "before")));
      copy(file, killed);
      assertThat(values(killed)).isEqualTo(Map.of("a", "after", "b", "after"));
    }
  }

  @Test
  void writesALargeChangeAsAWhole() {
    // Given
    Path file = directory.resolve("large.mv");
    Path killed = directory.resolve("killed.mv");
    int entries = 50;
    String megabyte = "m".repeat(1 << 20);
    try (IndexFile index = IndexFile.open(file)) {
      MVMap<String, String> map = index.store().openMap("first");

      // When
      index.change(
          () -> {
            for (int entry = 0; entry < entries; entry++) {
              map.put("entry " + entry, megabyte);
            }
            copy(file, killed);
          });

      // Then a kill before its end leaves nothing of it
      assertThat(values(killed)).isEmpty();
      copy(file, killed);
      assertThat(values(killed)).hasSize(entries);
    }
  }

  @Test
  void changesGoOnWhileTheFileIsCompacted() throws Exception {
    // Given chunks of which a part is in use, and a compaction that waits at the first page
    Path file = directory.resolve("compacted.mv");
    try (IndexFile index = IndexFile.open(file);
        GatedText texts = new GatedText("index-commits")) {
      MVStore store = index.store();
      store.setRetentionTime((int) Duration.ofHours(1).toMillis());
      store.setCacheSize(1);
      MVMap<String, String> moved =
          store.openMap("moved", new MVMap.Builder<String, String>().valueType(texts));
      MVMap<String, String> other = store.openMap("other");
      for (int round = 0; round < 10; round++) {
        int start = round;
        index.change(() -> putEachTenth(moved, start));
        index.commit();
      }
      texts.shut();
      store.setRetentionTime(0);
      assertThat(texts.reached().await(20, TimeUnit.SECONDS)).isTrue();

      // When
      CompletableFuture<Void> change =
          CompletableFuture.runAsync(() -> index.change(() -> other.put("a", "b")));

      // Then
      await().atMost(Duration.ofSeconds(10)).until(change::isDone);
      assertThat(other).containsEntry("a", "b");
      texts.open();
      index.commit();
      assertThat(moved).hasSize(ENTRIES);
    }
  }

  @Test
  void startsAnewInsteadOfReadingAnEarlierLayout() {
    // Given
    Path file = directory.resolve("earlier.mv");
    try (MVStore earlier = MVStore.open(file.toString())) {
      earlier.openMap("images").put("a", "7 gone");
    }

    // When
    try (IndexFile index = IndexFile.open(file)) {
      assertThat(index.store().getMapNames()).isEmpty();
      index.change(() -> index.store().openMap("first").put("a", "kept"));
    }

    // Then the file of this layout stays
    assertThat(values(file)).isEqualTo(Map.of("a", "kept"));
  }

  @Test
  void startsAnewInsteadOfFailingOnAFileOfALaterLibrary() throws IOException {
    // Given a file whose header says so
    Path file = directory.resolve("later.mv");
    try (IndexFile index = IndexFile.open(file)) {
      index.change(() -> index.store().openMap("first").put("a", "unreadable"));
    }
    LaterLibrary.mark(file);
    assertThatThrownBy(() -> MVStore.open(file.toString()))
        .isInstanceOf(MVStoreException.class)
        .extracting(failure -> ((MVStoreException) failure).getErrorCode())
        .isEqualTo(DataUtils.ERROR_UNSUPPORTED_FORMAT);

    // When, then
    assertThat(values(file)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5000, 20_000})
  void startsAnewInsteadOfFailingOnADamagedFile(int bytes) throws IOException {
    Path file = Files.write(directory.resolve("damaged.mv"), new byte[bytes]);

    try (IndexFile index = IndexFile.open(file)) {
      assertThat(index.store().getMapNames()).isEmpty();
    }
    try (IndexFile kept = IndexFile.openKept(Files.write(file, new byte[bytes]))) {
      assertThat(kept.store().getMapNames()).isEmpty();
    }
    assertThat(directory).isDirectoryContaining("glob:**/damaged.mv.damaged-*");
  }

  private static Map<String, String> values(Path file) {
    Map<String, String> values = new HashMap<>();
    try (IndexFile index = IndexFile.open(file)) {
      for (String name : List.of("first", "second")) {
        MVMap<String, String> map = index.store().openMap(name);
        values.putAll(map);
      }
    }
    return values;
  }

  private static void copy(Path file, Path target) {
    try {
      Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void put(MVMap<String, String> map, int from, int to) {
    for (int i = from; i < to; i++) {
      map.put(Integer.toString(i), "value " + i);
    }
  }

  /** More than the cache of the store has room for. */
  private static void putEachTenth(MVMap<String, String> map, int start) {
    for (int i = start; i < ENTRIES; i += 10) {
      map.put(Integer.toString(i), "value ".repeat(500) + i);
    }
  }
}
