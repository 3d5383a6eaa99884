package io.boxstream.ingest.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.RejectedImage;
import io.boxstream.events.RejectionReason;
import io.boxstream.events.Split;
import io.boxstream.ingest.IntakeBench;
import io.boxstream.ingest.Samples;
import io.boxstream.ingest.archive.ArchiveLimits;
import io.boxstream.ingest.archive.UnusableArchiveException;
import io.boxstream.ingest.archive.Zips;
import io.boxstream.ingest.intake.SplitRule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportsTest {

  private static final byte[] LABELS = Samples.voc(32, 24, "hat", 1, 1, 9, 9);
  private static final int LARGEST_IMAGE = 256 * 1024;
  private static final int LARGEST_ARCHIVE = 1024 * 1024;

  @TempDir Path directory;

  private final IntakeBench bench = new IntakeBench("hat", "person");
  private final CountDownLatch ready = new CountDownLatch(1);
  private Imports imports;

  @BeforeEach
  void begin() {
    imports = imports("imports");
  }

  @AfterEach
  void stop() {
    imports.close();
  }

  @Test
  void everyImageOfTheListsIsOnTheLogOrInQuarantine() throws IOException {
    // Given
    Map<String, byte[]> entries = new LinkedHashMap<>();
    byte[] inTwoLists = Samples.jpeg(32, 24, 1);
    put(entries, "twice", inTwoLists, LABELS);
    put(entries, "twice again", inTwoLists, LABELS);
    put(entries, "contradiction", inTwoLists, Samples.voc(32, 24, "person", 1, 1, 9, 9));
    put(entries, "good", Samples.jpeg(32, 24, 2), LABELS);
    put(entries, "val", Samples.jpeg(32, 24, 3), Samples.voc(32, 24, "person", 2, 2, 9, 9));
    put(entries, "text", text("text"), LABELS);
    put(entries, "outside", Samples.jpeg(32, 24, 4), Samples.voc(32, 24, "hat", 1, 1, 90, 9));
    put(entries, "unknown", Samples.jpeg(32, 24, 5), Samples.voc(32, 24, "dog", 1, 1, 9, 9));
    put(entries, "unlisted", Samples.jpeg(32, 24, 6), LABELS);
    entries.put("root/JPEGImages/no label.jpg", Samples.jpeg(32, 24, 7));
    entries.put("root/Annotations/no image.xml", LABELS);
    entries.put(
        "root/ImageSets/Main/train.txt",
        text("good\ntwice again\ncontradiction\ntext\noutside\nunknown\nno label\nno image\n"));
    entries.put("root/ImageSets/Main/val.txt", text("val\r\nghost\r\n"));
    entries.put("root/ImageSets/Main/test.txt", text("twice"));
    ready.countDown();

    // When
    ImportStatus status = finished(submit(entries));

    // Then
    assertThat(status.state()).isEqualTo(ImportState.DONE);
    assertThat(status.images()).isEqualTo(new ImportStatus.Images(12, 3, 0, 8, 1, 0));
    assertThat(status.rejections())
        .containsExactly(
            Map.entry("box-outside-image", 1L),
            Map.entry("conflicting-annotation", 1L),
            Map.entry("missing-annotation", 1L),
            Map.entry("missing-image", 2L),
            Map.entry("not-an-image", 1L),
            Map.entry("not-listed", 1L),
            Map.entry("unknown-class", 1L));
    assertThat(status.split())
        .containsExactly(Map.entry("test", 1L), Map.entry("train", 1L), Map.entry("val", 1L));
    assertThat(status.classes()).containsExactly("hat", "person");
    assertThat(bench.log.images())
        .extracting(image -> image.source().name() + " " + image.split())
        .containsExactly("twice.jpg TEST", "val.jpg VAL", "good.jpg TRAIN");
    assertThat(bench.log.rejections()).hasSize(8);
  }

  @Test
  void theSameArchiveAgainIsAllDuplicates() throws IOException {
    // Given
    Map<String, byte[]> entries = images(6);
    put(entries, "bad", text("x"), LABELS);
    ready.countDown();
    finished(submit(entries));

    // When
    ImportStatus status = finished(submit(entries));

    // Then
    assertThat(status.images()).isEqualTo(new ImportStatus.Images(7, 0, 0, 1, 6, 0));
    assertThat(status.split().values().stream().mapToLong(Long::longValue).sum()).isEqualTo(6);
    assertThat(bench.log.images()).hasSize(6);
    assertThat(bench.rejections.size()).isEqualTo(1);
  }

  @Test
  void waitsForALogThatIsAwayAndGoesOn() throws IOException {
    // Given
    bench.log.leave();
    ready.countDown();
    String id = submit(images(4));
    await().until(() -> imports.find(id).orElseThrow().images().total() == 4);
    assertThat(imports.find(id).orElseThrow().images().pending()).isEqualTo(4);

    // When
    bench.log.comeBack();

    // Then
    assertThat(finished(id).images()).isEqualTo(new ImportStatus.Images(4, 4, 0, 0, 0, 0));
  }

  @Test
  void goesOnAfterAStopWithTrueCounts() throws IOException {
    // Given an import that was stopped half way through, while the log was away
    bench.log.leaveAfter(8);
    ready.countDown();
    Map<String, byte[]> entries = images(20);
    put(entries, "bad", text("x"), LABELS);
    String id = submit(entries);
    await().until(() -> bench.log.records().size() == 8);
    imports.close();
    assertThat(bench.log.images()).hasSizeBetween(7, 8);
    bench.log.comeBack();

    // When
    imports = imports("imports");
    imports.start();

    // Then
    assertThat(finished(id).images()).isEqualTo(new ImportStatus.Images(21, 20, 0, 1, 0, 0));
    assertThat(bench.log.images())
        .extracting(AnnotatedImage::id)
        .hasSize(20)
        .doesNotHaveDuplicates();
  }

  @Test
  void countsAnImageThatWasBeingPublishedWhenTheProcessWasKilledAsAccepted() throws IOException {
    // Given an import that was killed after the log had its image and before the journal said so
    Map<String, byte[]> entries = images(1);
    String id = submit(entries);
    imports.close();
    AnnotatedImage image = publishedByAnother(entries);
    Files.writeString(
        directory.resolve("imports").resolve(id).resolve("journal.jsonl"),
        "{\"item\":-1,\"kind\":\"PUBLISHING\",\"id\":\"" + image.id() + "\"}\n{\"item\":0,\"ki");
    ready.countDown();

    // When
    imports = imports("imports");
    imports.start();

    // Then
    assertThat(finished(id).images()).isEqualTo(new ImportStatus.Images(1, 1, 0, 0, 0, 0));
    assertThat(bench.log.images()).hasSize(1);
  }

  @Test
  void remembersFinishedImportsAfterARestartAndKeepsNoArchive() throws IOException {
    // Given
    ready.countDown();
    String id = submit(images(1));
    ImportStatus status = finished(id);
    imports.close();

    // When
    imports = imports("imports");
    imports.start();

    // Then
    assertThat(imports.find(id)).contains(status);
    try (Stream<Path> files = Files.list(directory.resolve("imports").resolve(id))) {
      assertThat(files).extracting(Path::getFileName).containsExactly(Path.of("status.json"));
    }
    assertThat(imports.find("../../etc/passwd")).isEmpty();
  }

  @Test
  void readsTheStatusOfAnEarlierRelease() throws IOException {
    // Given a status without the fields that came later
    ready.countDown();
    ImportStatus status = finished(submit(images(1)));
    Path file = directory.resolve("imports").resolve(status.id()).resolve("status.json");
    String text = Files.readString(file);
    String earlier = text.replace("\"clipped\":{\"images\":0,\"boxes\":0},\"warnings\":[],", "");
    assertThat(earlier).isNotEqualTo(text);
    Files.writeString(file, earlier);
    imports.close();

    // When
    imports = imports("imports");
    imports.start();

    // Then
    assertThat(imports.find(status.id())).contains(status);
  }

  @Test
  void refusesAnArchiveOfWhichNothingCanBeUsedAndKeepsNothing() throws IOException {
    assertThatThrownBy(() -> submit(Map.of("readme.txt", text("hello"))))
        .isInstanceOf(UnusableArchiveException.class);
    assertThatThrownBy(() -> submit(Map.of("../a.jpg", text("hello"))))
        .isInstanceOf(UnusableArchiveException.class);
    assertThatThrownBy(() -> submit(Map.of("a.jpg", Samples.png(700, 700, 1))))
        .isInstanceOf(ArchiveTooLongException.class);
    try (Stream<Path> files = Files.list(directory.resolve("imports"))) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void keepsNothingOfAnUploadThatBreaksOff() throws IOException {
    // Given
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("connection reset");
          }
        };

    // When, Then
    assertThatThrownBy(() -> imports.submit(broken)).isInstanceOf(BrokenUploadException.class);
    try (Stream<Path> files = Files.list(directory.resolve("imports"))) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void refusesMoreImportsThanMayWait() throws IOException {
    submit(images(1));
    submit(images(1));
    assertThatThrownBy(() -> submit(images(1))).isInstanceOf(TooManyImportsException.class);
  }

  @Test
  void quarantinesAnImageThatIsLargerThanMemoryAllows() throws IOException {
    // Given
    Map<String, byte[]> entries = images(1);
    put(entries, "large", new byte[LARGEST_IMAGE + 1], LABELS);
    ready.countDown();

    // When
    ImportStatus status = finished(submit(entries));

    // Then
    assertThat(status.rejections()).containsExactly(Map.entry("image-too-large", 1L));
    assertThat(bench.log.rejections())
        .singleElement()
        .extracting(RejectedImage::reason)
        .isEqualTo(RejectionReason.IMAGE_TOO_LARGE);
  }

  @Test
  void threeImagesWithoutListsAreOneForEachSplit() throws IOException {
    // Given
    ready.countDown();

    // When
    ImportStatus status = finished(submit(images(3)));

    // Then
    assertThat(status.split())
        .containsExactly(Map.entry("test", 1L), Map.entry("train", 1L), Map.entry("val", 1L));
    assertThat(status.warnings()).isEmpty();
  }

  @Test
  void holdsTrainingImagesOutWhereTheListsLeaveValidationEmpty() throws IOException {
    // Given
    ready.countDown();
    Map<String, byte[]> entries = images(40);
    listAllIn(entries, "train");

    // When
    ImportStatus status = finished(submit(entries));

    // Then by id, beside the first of all, which trains, and the second, which validates
    List<AnnotatedImage> images = bench.log.images();
    long byId = images.stream().filter(image -> SplitRule.of(image.id()) == Split.VAL).count();
    long heldOut = status.split().get("val");
    assertThat(heldOut).isBetween(Math.max(1, byId - 1), byId + 1);
    assertThat(status.split()).containsEntry("train", 40 - heldOut).containsEntry("test", 0L);
    assertThat(images)
        .allSatisfy(
            image -> assertThat(image.source().wasHeldOut()).isEqualTo(image.split() == Split.VAL));
    assertThat(status.warnings())
        .singleElement()
        .asString()
        .contains(heldOut + " of the 40 training images", "val.txt");
  }

  @Test
  void holdsOneOfTwoTrainingImagesOut() throws IOException {
    // Given folders instead of lists
    ready.countDown();
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (int i = 0; i < 2; i++) {
      entries.put("train/" + i + ".jpg", Samples.jpeg(32, 24, i));
      entries.put("train/" + i + ".xml", LABELS);
    }

    // When, Then
    assertThat(finished(submit(entries)).split())
        .containsEntry("train", 1L)
        .containsEntry("val", 1L);
  }

  @Test
  void holdsNothingOutOfALaterArchiveWhileSomethingValidates() throws IOException {
    // Given
    ready.countDown();
    Map<String, byte[]> first = new LinkedHashMap<>();
    put(first, "val", Samples.jpeg(32, 24, 1), LABELS);
    listAllIn(first, "val");
    finished(submit(first));
    Map<String, byte[]> entries = images(20);
    listAllIn(entries, "train");

    // When
    ImportStatus status = finished(submit(entries));

    // Then
    assertThat(status.split()).containsEntry("train", 20L).containsEntry("val", 0L);
    assertThat(status.warnings()).isEmpty();
  }

  @Test
  void goesOnHoldingOutAfterAStop() throws IOException {
    // Given an import that was stopped when something validated already
    bench.log.leaveAfter(6);
    ready.countDown();
    Map<String, byte[]> entries = images(40);
    listAllIn(entries, "train");
    String id = submit(entries);
    await().until(() -> bench.log.records().size() == 6);
    imports.close();
    assertThat(bench.intake.has(Split.VAL)).isTrue();
    bench.log.comeBack();

    // When
    imports = imports("imports");
    imports.start();
    ImportStatus status = finished(id);

    // Then
    long byId =
        bench.log.images().stream().filter(image -> SplitRule.of(image.id()) == Split.VAL).count();
    assertThat(byId).isGreaterThan(2);
    assertThat(status.split().get("val")).isBetween(byId - 1, byId + 1);
    assertThat(status.warnings()).hasSize(1);
  }

  @Test
  void followsTheFoldersOfAnExport() throws IOException {
    // Given
    ready.countDown();
    Map<String, byte[]> entries = new LinkedHashMap<>();
    List<String> folders = List.of("train", "train", "valid", "test");
    for (int i = 0; i < folders.size(); i++) {
      entries.put("export/" + folders.get(i) + "/" + i + ".jpg", Samples.jpeg(32, 24, i));
      entries.put("export/" + folders.get(i) + "/" + i + ".xml", LABELS);
    }

    // When
    finished(submit(entries));

    // Then
    assertThat(bench.log.images())
        .extracting(image -> image.source().name() + " " + image.split())
        .containsExactlyInAnyOrder("0.jpg TRAIN", "1.jpg TRAIN", "2.jpg VAL", "3.jpg TEST");
  }

  @Test
  void reportsClippedBoxes() throws IOException {
    // Given
    ready.countDown();
    Map<String, byte[]> entries = images(2);
    put(entries, "over", Samples.jpeg(32, 24, 1), Samples.voc(32, 24, "hat", 3, 3, 40, 9));
    put(entries, "far", Samples.jpeg(32, 24, 2), Samples.voc(32, 24, "hat", 3, 3, 80, 9));

    // When
    ImportStatus status = finished(submit(entries));

    // Then
    assertThat(status.clipped()).isEqualTo(new ImportStatus.Clipped(1, 1));
    assertThat(status.rejections()).containsExactly(Map.entry("box-outside-image", 1L));
    assertThat(imports.find(status.id())).contains(status);
  }

  @Test
  void quarantinesImagesOfWhichItIsUnknownWhichAnnotationIsTheirs() throws IOException {
    // Given
    ready.countDown();
    Map<String, byte[]> entries = images(1);
    entries.put("root/JPEGImages/a b.jpg", Samples.jpeg(32, 24, 1));
    entries.put("root/Annotations/a%20b.xml", LABELS);
    entries.put("root/JPEGImages/e\u0301.jpg", Samples.jpeg(32, 24, 2));
    entries.put("root/JPEGImages/\u00E9.jpg", Samples.jpeg(32, 24, 3));
    entries.put("root/Annotations/%C3%A9.xml", LABELS);

    // When
    ImportStatus status = finished(submit(entries));

    // Then
    assertThat(status.images()).isEqualTo(new ImportStatus.Images(4, 2, 0, 2, 0, 0));
    assertThat(bench.log.rejections())
        .allSatisfy(
            rejection ->
                assertThat(rejection.detail()).contains("e\u0301.jpg", "\u00E9.jpg", "%C3%A9.xml"));
  }

  private Imports imports(String folder) {
    ImportSettings settings =
        new ImportSettings(
            directory.resolve(folder),
            LARGEST_ARCHIVE,
            new ArchiveLimits(1000, 64L * 1024 * 1024, 1000),
            LARGEST_IMAGE,
            2,
            2,
            Duration.ofSeconds(1));
    return new Imports(
        settings, bench.intake, longest -> ready.await(longest.toMillis(), TimeUnit.MILLISECONDS));
  }

  private String submit(Map<String, byte[]> entries) throws IOException {
    return submit(imports, entries);
  }

  private String submit(Imports target, Map<String, byte[]> entries) throws IOException {
    Path zip = Zips.write(directory.resolve("upload.zip"), entries);
    try (InputStream in = Files.newInputStream(zip)) {
      return target.submit(in);
    }
  }

  private ImportStatus finished(String id) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> imports.find(id).orElseThrow(), status -> status.state() != ImportState.RUNNING);
  }

  private AnnotatedImage publishedByAnother(Map<String, byte[]> entries) throws IOException {
    ready.countDown();
    try (Imports other = imports("others")) {
      submit(other, entries);
      await().until(() -> bench.log.images().size() == 1);
    }
    return bench.log.images().get(0);
  }

  private static Map<String, byte[]> images(int count) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      put(entries, "image " + i, Samples.jpeg(32, 24, 100 + i), LABELS);
    }
    return entries;
  }

  private static void listAllIn(Map<String, byte[]> entries, String list) {
    String names =
        entries.keySet().stream()
            .filter(path -> path.endsWith(".jpg"))
            .map(path -> path.substring(path.lastIndexOf('/') + 1, path.lastIndexOf('.')))
            .collect(Collectors.joining("\n"));
    entries.put("root/ImageSets/Main/" + list + ".txt", text(names));
  }

  private static void put(Map<String, byte[]> entries, String name, byte[] image, byte[] labels) {
    entries.put("root/JPEGImages/" + name + ".jpg", image);
    entries.put("root/Annotations/" + name + ".xml", labels);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
