package io.boxstream.ingest.imports;

import static io.boxstream.ingest.imports.ImportsBench.images;
import static io.boxstream.ingest.imports.ImportsBench.put;
import static io.boxstream.ingest.imports.ImportsBench.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.EventMappers;
import io.boxstream.ingest.Recordings;
import io.boxstream.ingest.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Imports that the code of earlier commits began, or ended. */
class RecordedImportsTest {

  private static final ImportConcurrency ONE_BY_ONE = new ImportConcurrency(1, 1, 1024 * 1024);
  private static final ObjectMapper JSON = EventMappers.json();

  /** The image and the rejection of the test list, and two of seven training images. */
  private static final int RECORDS_BEFORE_THE_KILL = 4;

  @TempDir Path directory;

  static List<Path> recordings() {
    return Recordings.all();
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void goesOnWithAnImportThatWasKilled(Path recording) throws IOException {
    // Given
    Path folder = only(recording, RecordedImportsTest::isUnfinished);
    List<JsonNode> journal =
        Files.readAllLines(folder.resolve("journal.jsonl")).stream()
            .filter(line -> !line.isEmpty())
            .map(RecordedImportsTest::json)
            .toList();
    List<String> accepted = ids(journal, "ACCEPTED");
    assertThat(accepted).hasSize(3);
    assertThat(ids(journal, "DUPLICATE")).hasSize(1);
    assertThat(ids(journal, "REJECTED")).hasSize(1);
    assertThat(ids(journal, "HOLDING_OUT")).hasSize(1);
    assertThat(ids(journal, "PUBLISHING")).isNotEmpty();

    // When
    try (ImportsBench bench = takenOver(recording)) {
      ImportStatus status = bench.finished(id(folder));

      // Then
      assertThat(status.state()).isEqualTo(ImportState.DONE);
      assertThat(status.images()).isEqualTo(new ImportStatus.Images(10, 8, 0, 1, 1, 0));
      assertThat(status.rejections()).containsExactly(Map.entry("not-an-image", 1L));
      assertThat(status.classes()).containsExactly("hat");
      assertThat(status.split()).containsEntry("test", 1L);
      assertThat(status.warnings()).hasSize(1);
      assertThat(status.startedAt()).isPresent();
      assertThat(bench.log.images())
          .hasSize(8 - accepted.size())
          .allSatisfy(image -> assertThat(image.caller()).contains(ImportsBench.CALLER))
          .extracting(AnnotatedImage::id)
          .doesNotContainAnyElementsOf(accepted);
    }
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void endsAnImportThatWasCancelled(Path recording) throws IOException {
    Path folder = only(recording, RecordedImportsTest::isCancelled);

    try (ImportsBench bench = takenOver(recording)) {
      ImportStatus status = bench.finished(id(folder));

      assertThat(status.state()).isEqualTo(ImportState.CANCELLED);
      assertThat(status.detail()).contains("cancelled by otto");
      assertThat(bench.folder().resolve(id(folder)).resolve("archive.zip")).doesNotExist();
    }
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void remembersAnImportThatEnded(Path recording) throws IOException {
    Path folder = only(recording, RecordedImportsTest::hasEnded);
    JsonNode recorded = json(Files.readString(folder.resolve("status.json")));

    try (ImportsBench bench = takenOver(recording)) {
      JsonNode now = json(JSON.writeValueAsString(bench.status(id(folder))));

      assertThat(recorded.path("images").path("accepted").asInt()).isEqualTo(2);
      recorded
          .fields()
          .forEachRemaining(
              field ->
                  assertThat(now.path(field.getKey()))
                      .as(field.getKey())
                      .isEqualTo(field.getValue()));
      assertThat(bench.imports().list()).extracting(ImportStatus::id).contains(id(folder));
    }
  }

  /** Writes what the other tests read. */
  @Test
  @EnabledIfSystemProperty(named = Recordings.PROPERTY, matches = ".+")
  void record() throws IOException {
    try (ImportsBench bench = new ImportsBench(directory, ONE_BY_ONE)) {
      bench.ready();
      Map<String, byte[]> two = new LinkedHashMap<>();
      put(two, "first", Samples.jpeg(32, 24, 1), ImportsBench.LABELS);
      put(two, "second", Samples.jpeg(32, 24, 2), Samples.voc(32, 24, "hat", 3, 3, 40, 9));
      bench.finished(bench.submit(two));
      Recordings.copy(bench.folder(), Recordings.target().resolve("imports"));
    }
    recordKilled(directory.resolve("killed"), Optional.empty());
    recordKilled(directory.resolve("cancelled"), Optional.of("otto"));
  }

  private static void recordKilled(Path folder, Optional<String> cancelledBy) throws IOException {
    Files.createDirectories(folder);
    try (ImportsBench bench = new ImportsBench(folder, ONE_BY_ONE)) {
      bench.ready();
      bench.log.leaveAfter(RECORDS_BEFORE_THE_KILL);
      String id = bench.submit(someOfAll());
      await().until(() -> bench.log.records().size() == RECORDS_BEFORE_THE_KILL);
      await().until(() -> bench.status(id).images().accepted() == RECORDS_BEFORE_THE_KILL - 1);
      if (cancelledBy.isPresent()) {
        Optional<ImportStatus> unused = bench.imports().cancel(id, cancelledBy);
      }
      Recordings.copy(bench.folder(), Recordings.target().resolve("imports"));
    }
  }

  /** An accepted image, the same again and no image in the test list, and seven for training. */
  private static Map<String, byte[]> someOfAll() {
    Map<String, byte[]> entries = images(7);
    String training =
        IntStream.range(0, 7)
            .mapToObj(number -> "image " + number + "\n")
            .collect(Collectors.joining());
    put(entries, "once", Samples.jpeg(32, 24, 50), ImportsBench.LABELS);
    put(entries, "twice", Samples.jpeg(32, 24, 50), ImportsBench.LABELS);
    put(entries, "text", text("text"), ImportsBench.LABELS);
    entries.put("root/ImageSets/Main/test.txt", text("once\ntwice\ntext\n"));
    entries.put("root/ImageSets/Main/train.txt", text(training));
    return entries;
  }

  private ImportsBench takenOver(Path recording) {
    Recordings.copy(recording.resolve("imports"), directory.resolve("imports"));
    ImportsBench bench = new ImportsBench(directory, ONE_BY_ONE).ready();
    bench.restart();
    return bench;
  }

  private static Path only(Path recording, Predicate<Path> kind) {
    List<Path> found = Recordings.children(recording.resolve("imports")).filter(kind).toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static boolean hasEnded(Path folder) {
    return !Files.exists(folder.resolve("archive.zip"));
  }

  private static boolean isCancelled(Path folder) {
    return Files.exists(folder.resolve("cancelled"));
  }

  private static boolean isUnfinished(Path folder) {
    return !hasEnded(folder) && !isCancelled(folder);
  }

  private static String id(Path folder) {
    return folder.getFileName().toString();
  }

  private static List<String> ids(List<JsonNode> journal, String kind) {
    return journal.stream()
        .filter(line -> line.path("kind").asText().equals(kind))
        .map(line -> line.path("id").asText())
        .toList();
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
