package io.boxstream.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of the index: how large it becomes, and what a failure leaves of it. */
class DataSetIndexTest {

  /** As many as a view applies at once. */
  private static final int BATCH = 200;

  private static final int COMMITS = 40;
  private static final int FAILURES = 60;

  @TempDir private Path directory;
  private final Recording recording = new Recording();
  private final RecordedPath recorded = new RecordedPath(recording);

  @BeforeEach
  void register() {
    FilePath.register(recorded);
  }

  @AfterEach
  void unregister() {
    FilePath.unregister(recorded);
  }

  @Test
  void theFileStaysInProportionToTheImagesWhileItIsWritten() throws IOException {
    // Given
    int images = 20_000;
    Path once = directory.resolve("once.mv");
    try (DataSetIndex index = new DataSetIndex(once)) {
      for (int number = 0; number < images; number++) {
        index.put(image(number, 1));
      }
      index.commit();
    }
    double needed = (double) Files.size(once) / images;

    // When
    Path file = directory.resolve("batches.mv");
    Map<Integer, Long> sizes = new TreeMap<>();
    try (DataSetIndex index = new DataSetIndex(file)) {
      for (int number = 0; number < images; number++) {
        index.put(image(number, 1));
        if (number % BATCH == BATCH - 1) {
          index.commit();
          sizes.put(number + 1, Files.size(file));
        }
      }

      // Then
      sizes.forEach(
          (count, size) ->
              assertThat(size - 5e6)
                  .as("the file with %d images, without the pages of the latest commits", count)
                  .isLessThan(4 * needed * count));
      assertThat(index.size()).isEqualTo(images);
    }
  }

  @Test
  void hasTheLatestCommitWhenItsProcessIsKilledInAWrite() throws IOException {
    TreeMap<Integer, Map<String, Integer>> states = written();
    Random random = new Random(1);
    Path left = directory.resolve("left.mv");
    for (int failure = 0; failure < FAILURES; failure++) {
      int last = change(states, random);
      recording.killedAt(last, left, random);

      assertThat(revisions(left)).as("killed in change %d", last).isIn(around(states, last));
    }
  }

  @Test
  void hasTheLatestCommitWhenTheMachineFailsBeforeBlocksAreOnTheDisk() throws IOException {
    TreeMap<Integer, Map<String, Integer>> states = written();
    Random random = new Random(2);
    Path left = directory.resolve("left.mv");
    for (int failure = 0; failure < FAILURES; failure++) {
      int last = change(states, random);
      recording.failedAt(last, left, random);

      assertThat(revisions(left)).as("failed in change %d", last).isIn(around(states, last));
    }
  }

  /**
   * Writes images and their later labels to a recorded file, and does not close it.
   *
   * @return the committed states by the number of changes of the file at the end of the commit
   */
  private TreeMap<Integer, Map<String, Integer>> written() {
    Path file = Path.of(RecordedPath.SCHEME + ":" + directory.resolve("recorded.mv"));
    TreeMap<Integer, Map<String, Integer>> states = new TreeMap<>(Map.of(0, Map.of()));
    Map<String, Integer> state = new HashMap<>();
    DataSetIndex index = new DataSetIndex(file);
    Random random = new Random(0);
    for (int commit = 0; commit < COMMITS; commit++) {
      for (int number = 0; number < BATCH; number++) {
        boolean isNew = commit < COMMITS / 2;
        int changed = isNew ? commit * BATCH + number : random.nextInt(COMMITS / 2 * BATCH);
        IndexedImage entry = image(changed, commit + 1);
        index.put(entry);
        state.put(entry.entry().id(), commit + 1);
      }
      index.commit();
      states.put(recording.size(), Map.copyOf(state));
    }
    return states;
  }

  /** A change of the file after its first commit. */
  private int change(TreeMap<Integer, Map<String, Integer>> states, Random random) {
    int created = states.higherKey(0);
    return created + random.nextInt(recording.size() - created);
  }

  /** The state of the latest commit that is done before the end of a change, and the next one. */
  private static List<Map<String, Integer>> around(
      TreeMap<Integer, Map<String, Integer>> states, int last) {
    Map<String, Integer> before = states.floorEntry(last).getValue();
    Map.Entry<Integer, Map<String, Integer>> next = states.higherEntry(last);
    return next == null ? List.of(before) : List.of(before, next.getValue());
  }

  private static Map<String, Integer> revisions(Path file) {
    Map<String, Integer> revisions = new HashMap<>();
    try (DataSetIndex index = new DataSetIndex(file)) {
      index.forEach(image -> revisions.put(image.entry().id(), (int) image.size()));
    }
    return revisions;
  }

  /**
   * @param revision kept as the size of the image
   */
  private static IndexedImage image(int number, int revision) {
    Random random = new Random(number);
    List<LabelledBox> boxes =
        Stream.generate(() -> box(random)).limit(1 + random.nextInt(3)).toList();
    SnapshotEntry entry =
        new SnapshotEntry(Images.id("image " + number), Split.TRAIN, 640, 480, boxes);
    return new IndexedImage(entry, revision);
  }

  private static LabelledBox box(Random random) {
    int left = random.nextInt(500);
    int top = random.nextInt(400);
    return new LabelledBox(
        "class " + random.nextInt(5),
        left,
        top,
        left + 1 + random.nextInt(100),
        top + 1 + random.nextInt(70),
        false);
  }
}
