package io.boxstream.dataset;

import static io.boxstream.dataset.Images.bytes;
import static io.boxstream.dataset.Images.id;
import static io.boxstream.dataset.Images.inline;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.artifacts.blob.Blobs;
import io.boxstream.artifacts.store.InMemoryObjectStore;
import io.boxstream.events.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Views of trainer-service and evaluator-service that the code of earlier commits closed: {@code
 * recorded/<date>-<commit>} of the test resources. They are taken over, or built again as a whole.
 */
class RecordedViewTest {

  private static final Path RECORDED = Path.of("src/test/resources/recorded");

  @TempDir private Path directory;
  private final Blobs blobs = new Blobs(new InMemoryObjectStore());

  static List<Path> recordings() throws IOException {
    try (Stream<Path> folders = Files.list(RECORDED)) {
      return folders.filter(Files::isDirectory).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void takesAViewOverOrBuildsItAgain(Path recording) throws IOException {
    Path recorded = directory.resolve("recorded");
    copy(recording, recorded);

    assertTakenOver(recorded);
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void ignoresAFieldOfALaterRelease(Path recording) throws IOException {
    Path recorded = directory.resolve("recorded");
    copy(recording, recorded);
    try (MVStore store = MVStore.open(recorded.resolve("index.mv").toString())) {
      MVMap<String, String> images = store.openMap("images");
      for (String key : List.copyOf(images.keySet())) {
        images.put(key, images.get(key).replaceFirst("\\{", "{\"later\": 1, "));
      }
    }

    assertTakenOver(recorded);
  }

  private void assertTakenOver(Path recorded) throws IOException {
    try (DataSetView expected = DataSetView.open(directory.resolve("expected"), blobs);
        DataSetView view = DataSetView.open(recorded, blobs)) {
      fill(expected);
      if (view.position(0) == 0) {
        assertThat(view.snapshot().entries()).isEmpty();
        fill(view);
      }

      assertThat(view.position(0)).isEqualTo(3);
      assertThat(view.snapshot().entries()).isEqualTo(expected.snapshot().entries());
      assertThat(view.snapshot().hash()).isEqualTo(expected.snapshot().hash());
      assertThat(view.counts()).isEqualTo(expected.counts());
      assertThat(view.bytes(id("one"))).isEqualTo(bytes("one"));
    }
  }

  /** Writes what the other tests read, to the folder that the property names. */
  @Test
  @EnabledIfSystemProperty(named = "record", matches = ".+")
  void record() throws IOException {
    Path view = directory.resolve("view");
    try (DataSetView opened = DataSetView.open(view, blobs)) {
      fill(opened);
    }
    copy(view, Path.of(System.getProperty("record")));
  }

  private static void fill(DataSetView view) {
    view.apply(Images.record(0, 0, inline("one", Split.TRAIN, "hat")));
    view.apply(Images.record(0, 1, inline("two", Split.VAL, "hat", "person")));
    view.apply(Images.record(0, 2, inline("three", Split.TEST)));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }
}
