package io.boxstream.ingest.rename;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.ImageContent;
import io.boxstream.events.ImageEncoding;
import io.boxstream.events.ImageSource;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import io.boxstream.ingest.FakeLog;
import io.boxstream.ingest.IntakeBench;
import io.boxstream.ingest.Recordings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Renames that the code of earlier commits began, or ended. */
class RecordedRenamesTest {

  private static final int IMAGES = 12;
  private static final int RENAMED = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path directory;

  private final FakeLog log = new FakeLog();

  static List<Path> recordings() {
    return Recordings.all();
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void goesOnWithARenameThatWasKilled(Path recording) throws IOException {
    // Given the log of that moment: the first images of the journal have been renamed
    Path folder = directory.resolve("renames");
    Recordings.copy(recording.resolve("renames"), folder);
    Path journal =
        Recordings.children(folder)
            .filter(file -> file.toString().endsWith(".journal"))
            .findFirst()
            .orElseThrow();
    Set<String> renamed =
        Files.readAllLines(journal).stream()
            .limit(RENAMED)
            .map(line -> line.substring(0, line.indexOf(' ')))
            .collect(Collectors.toSet());
    assertThat(renamed).hasSize(RENAMED);
    publish(renamed);

    // When
    try (ClassRenames renames = renames(folder)) {
      renames.start();

      // Then
      String id = journal.getFileName().toString().replace(".journal", "");
      ClassRename done = TestRenames.finished(renames, id);
      assertThat(done.from()).isEqualTo("helmet");
      assertThat(done.to()).isEqualTo("hat");
      assertThat(done.caller()).contains("anna");
      assertThat(done.total()).isEqualTo(IMAGES);
      assertThat(done.images()).isEqualTo(IMAGES);
      assertThat(done.boxes()).isEqualTo(2 * IMAGES);
      assertThat(log.images()).hasSize(IMAGES + IMAGES - RENAMED);
      assertThat(journal).doesNotExist();
    }
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void remembersARenameThatEnded(Path recording) {
    Path folder = directory.resolve("renames");
    Recordings.copy(recording.resolve("renames"), folder);

    try (ClassRenames renames = renames(folder)) {
      assertThat(
              Recordings.children(folder)
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.endsWith(".json"))
                  .map(name -> renames.find(name.replace(".json", "")).orElseThrow())
                  .filter(rename -> rename.state() == ClassRename.State.DONE))
          .singleElement()
          .satisfies(
              rename -> {
                assertThat(rename.from()).isEqualTo("glove");
                assertThat(rename.caller()).isEmpty();
                assertThat(rename.endedAt()).isPresent();
              });
    }
  }

  /** Writes what the other tests read. */
  @Test
  @EnabledIfSystemProperty(named = Recordings.PROPERTY, matches = ".+")
  void record() {
    Path folder = directory.resolve("renames");
    publish(Set.of());
    try (ClassRenames renames = renames(folder)) {
      TestRenames.finished(renames, renames.submit("glove", "hat", Optional.empty()).id());
      log.leaveAfter(RENAMED);
      String id = renames.submit("helmet", "hat", Optional.of("anna")).id();
      await().atMost(PATIENCE).until(() -> renames.find(id).orElseThrow().images() == RENAMED);
      Recordings.copy(folder, Recordings.target().resolve("renames"));
      log.comeBack();
    }
  }

  private ClassRenames renames(Path folder) {
    return TestRenames.open(new IntakeBench(log), folder);
  }

  private void publish(Set<String> renamed) {
    IntStream.range(0, IMAGES)
        .mapToObj("%064x"::formatted)
        .forEach(id -> log.publishAndWait(id, image(id, renamed.contains(id) ? "hat" : "helmet")));
  }

  private static AnnotatedImage image(String id, String label) {
    return new AnnotatedImage(
        id,
        ImageEncoding.JPEG,
        100,
        100,
        Split.TRAIN,
        List.of(
            new LabelledBox(label, 0, 0, 10, 10, false), new LabelledBox(label, 0, 0, 9, 9, true)),
        new ImageContent.Inline(new byte[] {1, 2, 3}),
        new ImageSource("upload", id + ".jpg"));
  }
}
