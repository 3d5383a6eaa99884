package io.boxstream.ingest.imports;

import static io.boxstream.ingest.imports.ImportsBench.images;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCancelTest {

  private static final Optional<String> BOB = Optional.of("bob");

  @TempDir private Path directory;
  private ImportsBench bench;

  @BeforeEach
  void start() {
    bench = new ImportsBench(directory, new ImportConcurrency(2, 4, 1 << 20));
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  @Test
  void endsAfterTheImagesInHandAndKeepsWhatIsPublished() throws IOException {
    // Given an import in the middle, whose log is away
    bench.log.leaveAfter(8);
    bench.ready();
    String id = bench.submit(images(20));
    await().until(() -> bench.log.records().size() == 8);

    // When
    ImportStatus answer = bench.imports().cancel(id, BOB).orElseThrow();

    // Then
    assertThat(answer.state()).isIn(ImportState.RUNNING, ImportState.CANCELLED);
    ImportStatus status = bench.finished(id);
    assertThat(status.state()).isEqualTo(ImportState.CANCELLED);
    assertThat(status.detail()).isEqualTo("cancelled by bob; what was published until then stays");
    assertThat(status.images().total()).isEqualTo(20);
    assertThat(status.images().accepted()).isEqualTo(bench.log.images().size()).isPositive();
    assertThat(status.images().pending()).isEqualTo(20 - status.images().accepted());
    assertThat(status.endedAt()).isPresent();
    assertThat(filesOf(id)).containsExactly("status.json");
    assertThat(bench.imports().cancel(id, Optional.of("carl"))).contains(status);

    // When
    bench.log.comeBack();
    bench.restart();

    // Then
    assertThat(bench.status(id)).isEqualTo(status);
    assertThat(bench.imports().active()).isZero();
  }

  @Test
  void anImportThatWaitsNeverBegins() throws IOException {
    // Given one that waits for the log and one behind it
    String first = bench.submit(images(2));
    String second = bench.submit(images(3));

    // When
    bench.imports().cancel(second, Optional.empty());

    // Then
    assertThat(bench.finished(second).state()).isEqualTo(ImportState.CANCELLED);
    assertThat(bench.status(second).detail()).startsWith("cancelled;");
    assertThat(bench.status(first).state()).isEqualTo(ImportState.RUNNING);
    bench.ready();
    assertThat(bench.finished(first).images().accepted()).isEqualTo(2);
    assertThat(bench.log.images()).hasSize(2);
  }

  @Test
  void anImportWhoseServicesAreAwayEnds() throws IOException {
    String id = bench.submit(images(2));

    bench.imports().cancel(id, BOB);

    assertThat(bench.finished(id).state()).isEqualTo(ImportState.CANCELLED);
    assertThat(bench.log.images()).isEmpty();
  }

  @Test
  void staysCancelledWhenTheProcessIsKilledBeforeItsEnd() throws IOException {
    // Given an import that was cancelled and did not end before the kill
    bench.log.leaveAfter(8);
    bench.ready();
    String id = bench.submit(images(20));
    await().until(() -> bench.log.records().size() == 8);
    bench.imports().close();
    Files.writeString(bench.folder().resolve(id).resolve("cancelled"), "bob");
    int published = bench.log.images().size();
    bench.log.comeBack();

    // When
    bench.restart();

    // Then
    ImportStatus status = bench.finished(id);
    assertThat(status.state()).isEqualTo(ImportState.CANCELLED);
    assertThat(status.detail()).startsWith("cancelled by bob;");
    assertThat(status.images().accepted()).isBetween(published - 1L, (long) published);
    assertThat(bench.log.images()).hasSize(published);
  }

  @Test
  void anArchiveThatIsBeingSentIsNotReceivedToItsEnd() {
    // Given
    AtomicInteger interruptions = new AtomicInteger();
    Place place = bench.imports().reserve(Optional.of("anna"));
    place.onCancel(interruptions::incrementAndGet);
    assertThat(bench.status(place.id()).state()).isEqualTo(ImportState.RECEIVING);

    // When
    ImportStatus status = bench.imports().cancel(place.id(), BOB).orElseThrow();
    bench.imports().cancel(place.id(), BOB);

    // Then
    assertThat(status.state()).isEqualTo(ImportState.CANCELLED);
    assertThat(status.detail()).isEqualTo("cancelled by bob while the archive was being sent");
    assertThat(status.caller()).isEqualTo("anna");
    assertThat(interruptions).hasValue(1);
    Upload upload = Upload.of(new ByteArrayInputStream(new byte[] {1, 2, 3}));
    assertThatThrownBy(() -> bench.imports().submit(place, upload))
        .isInstanceOf(ImportCancelledException.class);
    place.close();
    assertThat(bench.status(place.id())).isEqualTo(status);
    bench.restart();
    assertThat(bench.status(place.id())).isEqualTo(status);
    assertThat(filesOf(place.id())).containsExactly("status.json");
  }

  @Test
  void whatHasEndedCannotBeCancelled() throws IOException {
    bench.ready();
    String id = bench.submit(images(1));
    bench.finished(id);

    assertThatThrownBy(() -> bench.imports().cancel(id, BOB))
        .isInstanceOf(ImportEndedException.class)
        .hasMessageContaining("DONE");
    assertThat(bench.imports().cancel("00000000-0000-0000-0000-000000000000", BOB)).isEmpty();
  }

  @Test
  void listsTheNewestFirst() throws IOException {
    // Given one of an earlier release, which does not say when it began, and others
    bench.ready();
    String done = bench.submit(images(1));
    ImportStatus end = bench.finished(done);
    Path file = bench.folder().resolve(done).resolve("status.json");
    Files.writeString(file, Files.readString(file).replaceAll(",\"startedAt\":\"[^\"]*\"", ""));
    assertThat(bench.status(done)).isNotEqualTo(end);
    bench.log.leave();
    await().atMost(Duration.ofSeconds(10)).until(() -> bench.imports().active() == 0);
    String running = bench.submit(images(2));
    Place place = bench.imports().reserve(BOB);

    // When, Then
    assertThat(bench.imports().list())
        .extracting(ImportStatus::id)
        .containsExactly(place.id(), running, done);
    assertThat(bench.imports().list())
        .extracting(ImportStatus::state)
        .containsExactly(ImportState.RECEIVING, ImportState.RUNNING, ImportState.DONE);
    assertThat(bench.imports().list()).allSatisfy(one -> assertThat(one.startedAt()).isPresent());
    place.close();
    assertThat(bench.imports().list()).hasSize(2);
  }

  private Stream<String> filesOf(String id) {
    try (Stream<Path> files = Files.list(bench.folder().resolve(id))) {
      return files.map(file -> file.getFileName().toString()).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
