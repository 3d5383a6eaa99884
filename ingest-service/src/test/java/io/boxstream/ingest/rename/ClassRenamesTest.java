package io.boxstream.ingest.rename;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.ImageContent;
import io.boxstream.events.ImageEncoding;
import io.boxstream.events.ImageSource;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import io.boxstream.ingest.FakeLog;
import io.boxstream.ingest.IntakeBench;
import io.boxstream.ingest.intake.RejectedImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassRenamesTest {

  private static final int IMAGES = 250;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path directory;

  private final FakeLog log = new FakeLog();

  @Test
  void renamesEveryBoxOfTheClassAndMergesIt() {
    // Given
    publishImages();
    IntakeBench bench = new IntakeBench(log);

    try (ClassRenames renames = renames(bench)) {
      // When
      ClassRename rename = renames.submit("helmet", "hat", Optional.of("anna"));

      // Then
      assertThat(rename.total()).isEqualTo(IMAGES);
      ClassRename done = TestRenames.finished(renames, rename.id());
      assertThat(done.images()).isEqualTo(IMAGES);
      assertThat(done.boxes()).isEqualTo(2 * IMAGES);
      assertThat(done.failed()).isZero();
      assertThat(done.endedAt()).isPresent();
      assertThatAllAreRenamed(bench);
      assertThat(bench.catalog.statistics("hat").orElseThrow().boxes()).isEqualTo(3 * IMAGES);
      AnnotatedImage newest = log.images().get(log.images().size() - 1);
      assertThat(newest.caller()).contains("anna");
      assertThat(newest.history().orElseThrow()).hasSize(1);
      assertThat(newest.image()).isInstanceOf(ImageContent.Inline.class);
    }
  }

  @Test
  void continuesAfterAKillAndCountsEveryImageOnce() throws InterruptedException {
    // Given a process that ends while 60 records are written and not acknowledged, and others that
    // it has begun are not written
    publishImages();
    ClassRenames before = renames(new IntakeBench(log));
    log.leaveAfter(60);
    log.holdAcknowledgements();
    String id = before.submit("helmet", "hat", Optional.empty()).id();
    await().atMost(PATIENCE).until(() -> log.unacknowledged() == 60);
    Thread end = new Thread(before::close);
    end.start();
    await().atMost(PATIENCE).until(() -> end.getState() == Thread.State.TIMED_WAITING);
    log.acknowledgeNewestFirst();
    end.join();
    log.comeBack();

    // When
    IntakeBench restarted = new IntakeBench(log);
    assertThat(restarted.catalog.statistics("helmet").orElseThrow().images())
        .isEqualTo(IMAGES - 60);
    try (ClassRenames renames = renames(restarted)) {
      renames.start();

      // Then
      ClassRename done = TestRenames.finished(renames, id);
      assertThat(done.images()).isEqualTo(IMAGES);
      assertThat(done.boxes()).isEqualTo(2 * IMAGES);
      assertThatAllAreRenamed(restarted);
    }
  }

  @Test
  void goesOnBesideARenameOfALaterRelease() throws IOException {
    // Given a state that is not known here, and a field that is not
    publishImages();
    String id;
    try (ClassRenames renames = renames(new IntakeBench(log))) {
      log.leave();
      id = renames.submit("helmet", "hat", Optional.empty()).id();
    }
    log.comeBack();
    Path file = directory.resolve(id + ".json");
    String text = Files.readString(file);
    Path later = directory.resolve(UUID.randomUUID() + ".json");
    Files.writeString(later, text.replace("\"RUNNING\"", "\"ASLEEP\""));
    Files.writeString(file, text.replaceFirst("\\{", "{\"later\": 7,"));

    // When
    try (ClassRenames renames = renames(new IntakeBench(log))) {
      renames.start();

      // Then
      assertThat(TestRenames.finished(renames, id).images()).isEqualTo(IMAGES);
      assertThat(later).content().contains("ASLEEP");
    }
  }

  @Test
  void waitsWhileTheLogIsAway() {
    publishImages();
    IntakeBench bench = new IntakeBench(log);
    try (ClassRenames renames = renames(bench)) {
      log.leaveAfter(30);
      String id = renames.submit("helmet", "hat", Optional.empty()).id();
      await().atMost(PATIENCE).until(() -> renames.find(id).orElseThrow().images() == 30);

      log.comeBack();

      assertThat(TestRenames.finished(renames, id).images()).isEqualTo(IMAGES);
      assertThatAllAreRenamed(bench);
    }
  }

  @Test
  void countsInAdvanceWithoutAChange() {
    publishImages();
    try (ClassRenames renames = renames(new IntakeBench(log, "hat", "helmet"))) {
      ClassRenames.Preview preview = renames.preview("helmet", "hat");

      assertThat(preview.from().orElseThrow().boxes()).isEqualTo(2 * IMAGES);
      assertThat(preview.to().orElseThrow().images()).isEqualTo(IMAGES);
      assertThat(renames.preview("nothing", "hat").from()).isEmpty();
      assertThatThrownBy(() -> renames.preview("helmet", "dog"))
          .isInstanceOf(RejectedImageException.class);
      assertThat(log.images()).hasSize(IMAGES);
    }
  }

  @Test
  void refusesMoreRenamesThanMayWait() {
    IntakeBench bench = new IntakeBench();
    CountDownLatch ready = new CountDownLatch(1);
    try (ClassRenames renames =
        TestRenames.open(
            bench, directory, longest -> ready.await(longest.toMillis(), TimeUnit.MILLISECONDS))) {
      for (int rename = 0; rename < 16; rename++) {
        renames.submit("helmet " + rename, "hat", Optional.empty());
      }

      assertThatThrownBy(() -> renames.submit("one too many", "hat", Optional.empty()))
          .isInstanceOf(TooManyRenamesException.class);
      ready.countDown();
    }
  }

  private ClassRenames renames(IntakeBench bench) {
    return TestRenames.open(bench, directory);
  }

  private void assertThatAllAreRenamed(IntakeBench bench) {
    assertThat(bench.catalog.statistics("helmet")).isEmpty();
    Set<String> ids = new HashSet<>();
    log.images().stream()
        .filter(image -> image.boxes().stream().noneMatch(box -> box.label().equals("helmet")))
        .forEach(image -> assertThat(ids.add(image.id())).isTrue());
    assertThat(ids).hasSize(IMAGES);
  }

  private void publishImages() {
    IntStream.range(0, IMAGES)
        .forEach(
            number -> {
              String id = "%064x".formatted(number);
              log.publishAndWait(id, image(id, number));
            });
  }

  private static AnnotatedImage image(String id, int number) {
    return new AnnotatedImage(
        id,
        ImageEncoding.JPEG,
        100,
        100,
        Split.TRAIN,
        List.of(
            new LabelledBox("helmet", 0, 0, 10, 10, false),
            new LabelledBox("hat", 0, 0, 20, 20, false),
            new LabelledBox("helmet", 0, 0, 30, 30, true)),
        new ImageContent.Inline(new byte[] {1, (byte) number}),
        new ImageSource("upload", number + ".jpg"));
  }
}
