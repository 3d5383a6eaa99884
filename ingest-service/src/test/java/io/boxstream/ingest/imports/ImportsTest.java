package io.boxstream.ingest.imports;

import static io.boxstream.ingest.imports.ImportsBench.images;
import static io.boxstream.ingest.imports.ImportsBench.put;
import static io.boxstream.ingest.imports.ImportsBench.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.RejectedImage;
import io.boxstream.events.RejectionReason;
import io.boxstream.events.Split;
import io.boxstream.ingest.Samples;
import io.boxstream.ingest.archive.UnusableArchiveException;
import io.boxstream.ingest.archive.Zips;
import io.boxstream.ingest.intake.SplitRule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportsTest {

  @TempDir Path directory;

  private ImportsBench bench;

  @BeforeEach
  void begin() {
    bench = new ImportsBench(directory, new ImportConcurrency(2, 100, 1024 * 1024));
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  @Test
  void everyImageOfTheListsIsOnTheLogOrInQuarantine() throws IOException {
    // Given
    Map<String, byte[]> entries = new LinkedHashMap<>();
    byte[] inTwoLists = Samples.jpeg(32, 24, 1);
    put(entries, "twice", inTwoLists, ImportsBench.LABELS);
    put(entries, "twice again", inTwoLists, ImportsBench.LABELS);
    put(entries, "contradiction", inTwoLists, Samples.voc(32, 24, "person", 1, 1, 9, 9));
    put(entries, "good", Samples.jpeg(32, 24, 2), ImportsBench.LABELS);
    put(entries, "val", Samples.jpeg(32, 24, 3), Samples.voc(32, 24, "person", 2, 2, 9, 9));
    put(entries, "text", text("text"), ImportsBench.LABELS);
    put(entries, "outside", Samples.jpeg(32, 24, 4), Samples.voc(32, 24, "hat", 1, 1, 90, 9));
    put(entries, "unknown", Samples.jpeg(32, 24, 5), Samples.voc(32, 24, "dog", 1, 1, 9, 9));
    put(entries, "unlisted", Samples.jpeg(32, 24, 6), ImportsBench.LABELS);
    entries.put("root/JPEGImages/no label.jpg", Samples.jpeg(32, 24, 7));
    entries.put("root/Annotations/no image.xml", ImportsBench.LABELS);
    entries.put(
        "root/ImageSets/Main/train.txt",
        text("good\ntwice again\ncontradiction\ntext\noutside\nunknown\nno label\nno image\n"));
    entries.put("root/ImageSets/Main/val.txt", text("val\r\nghost\r\n"));
    entries.put("root/ImageSets/Main/test.txt", text("twice"));
    bench.ready();

    // When
    ImportStatus status = bench.finished(bench.submit(entries));

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
    put(entries, "bad", text("x"), ImportsBench.LABELS);
    bench.ready();
    bench.finished(bench.submit(entries));

    // When
    ImportStatus status = bench.finished(bench.submit(entries));

    // Then
    assertThat(status.images()).isEqualTo(new ImportStatus.Images(7, 0, 0, 1, 6, 0));
    assertThat(status.split().values().stream().mapToLong(Long::longValue).sum()).isEqualTo(6);
    assertThat(bench.log.images()).hasSize(6);
    assertThat(bench.intake.rejections.size()).isEqualTo(1);
  }

  @Test
  void waitsForALogThatIsAwayAndGoesOn() throws IOException {
    // Given
    bench.log.leave();
    bench.ready();
    String id = bench.submit(images(4));
    await().until(() -> bench.status(id).images().total() == 4);
    assertThat(bench.status(id).images().pending()).isEqualTo(4);

    // When
    bench.log.comeBack();

    // Then
    assertThat(bench.finished(id).images()).isEqualTo(new ImportStatus.Images(4, 4, 0, 0, 0, 0));
  }

  @Test
  void goesOnAfterAStopWithTrueCounts() throws IOException {
    // Given an import that was stopped half way through, while the log was away
    bench.log.leaveAfter(8);
    bench.ready();
    Map<String, byte[]> entries = images(20);
    put(entries, "bad", text("x"), ImportsBench.LABELS);
    String id = bench.submit(entries);
    await().until(() -> bench.log.records().size() == 8);
    bench.imports().close();
    assertThat(bench.log.images()).hasSizeBetween(7, 8);
    bench.log.comeBack();

    // When
    bench.restart();

    // Then
    assertThat(bench.finished(id).images()).isEqualTo(new ImportStatus.Images(21, 20, 0, 1, 0, 0));
    assertThat(bench.status(id).caller()).isEqualTo(ImportsBench.CALLER);
    assertThat(bench.log.images())
        .allSatisfy(image -> assertThat(image.caller()).contains(ImportsBench.CALLER));
    assertThat(bench.log.images())
        .extracting(AnnotatedImage::id)
        .hasSize(20)
        .doesNotHaveDuplicates();
  }

  @Test
  void countsAnImageThatWasBeingPublishedWhenTheProcessWasKilledAsAccepted() throws IOException {
    // Given an import that was killed after the log had its image and before the journal said so
    Map<String, byte[]> entries = images(1);
    String id = bench.submit(entries);
    bench.imports().close();
    bench.importByAnother(entries);
    AnnotatedImage image = bench.log.images().get(0);
    Files.writeString(
        bench.folder().resolve(id).resolve("journal.jsonl"),
        "{\"item\":-1,\"kind\":\"PUBLISHING\",\"id\":\"" + image.id() + "\"}\n{\"item\":0,\"ki");
    bench.ready();

    // When
    bench.restart();

    // Then
    assertThat(bench.finished(id).images()).isEqualTo(new ImportStatus.Images(1, 1, 0, 0, 0, 0));
    assertThat(bench.log.images()).hasSize(1);
  }

  @Test
  void remembersFinishedImportsAfterARestartAndKeepsNoArchive() throws IOException {
    // Given
    bench.ready();
    String id = bench.submit(images(1));
    ImportStatus status = bench.finished(id);
    bench.imports().close();

    // When
    bench.restart();

    // Then
    assertThat(bench.imports().find(id)).contains(status);
    try (Stream<Path> files = Files.list(bench.folder().resolve(id))) {
      assertThat(files).extracting(Path::getFileName).containsExactly(Path.of("status.json"));
    }
    assertThat(bench.imports().find("../../etc/passwd")).isEmpty();
  }

  @Test
  void removesTheOldestFinishedImportWhenAnotherFinishes() throws IOException {
    // Given as many finished imports as are kept
    bench.ready();
    String oldest = bench.submit(images(1));
    bench.finished(oldest);
    Path file = bench.folder().resolve(oldest).resolve("status.json");
    String text = Files.readString(file);
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
    for (int i = 1; i < Imports.FINISHED_KEPT; i++) {
      String id = UUID.randomUUID().toString();
      Path folder = Files.createDirectories(bench.folder().resolve(id));
      Files.writeString(folder.resolve("status.json"), text.replace(oldest, id));
    }

    // When
    String latest = bench.submit(images(1));

    // Then
    await().until(() -> bench.imports().find(oldest).isEmpty());
    assertThat(bench.finished(latest).state()).isEqualTo(ImportState.DONE);
    try (Stream<Path> folders = Files.list(bench.folder())) {
      assertThat(folders).hasSize(Imports.FINISHED_KEPT);
    }
  }

  @Test
  void readsTheStatusOfAnEarlierRelease() throws IOException {
    // Given a status without the fields that came later
    bench.ready();
    ImportStatus status = bench.finished(bench.submit(images(1)));
    Path file = bench.folder().resolve(status.id()).resolve("status.json");
    String text = Files.readString(file);
    String earlier = text.replace("\"clipped\":{\"images\":0,\"boxes\":0},\"warnings\":[],", "");
    assertThat(earlier).isNotEqualTo(text);
    Files.writeString(file, earlier);
    bench.imports().close();

    // When
    bench.restart();

    // Then
    assertThat(bench.imports().find(status.id())).contains(status);
  }

  @Test
  void goesOnBesideAnImportOfALaterRelease() throws IOException {
    // Given a status with a state that is not known here, and one with a field that is not
    bench.ready();
    ImportStatus status = bench.finished(bench.submit(images(1)));
    Path file = bench.folder().resolve(status.id()).resolve("status.json");
    String text = Files.readString(file);
    String unknown = UUID.randomUUID().toString();
    Path later = Files.createDirectories(bench.folder().resolve(unknown)).resolve("status.json");
    Files.writeString(later, text.replace("\"DONE\"", "\"ASLEEP\""));
    Files.writeString(file, text.replaceFirst("\\{", "{\"later\": [1, 2],"));
    bench.imports().close();

    // When
    bench.restart();

    // Then
    assertThat(bench.imports().list()).containsExactly(status);
    assertThat(bench.finished(bench.submit(images(2))).state()).isEqualTo(ImportState.DONE);
    assertThat(later).content().contains("ASLEEP");
  }

  @Test
  void anImportWhoseJournalIsOfALaterReleaseFailsAndSaysSo() throws IOException {
    // Given a whole line that is not known here
    String id = bench.submit(images(1));
    bench.imports().close();
    Path journal = bench.folder().resolve(id).resolve("journal.jsonl");
    Files.writeString(journal, "{\"item\":0,\"kind\":\"TRANSLATED\",\"id\":\"x\"}\n");
    bench.ready();

    // When
    bench.restart();

    // Then its image is not counted as if it was new
    ImportStatus status = bench.finished(id);
    assertThat(status.state()).isEqualTo(ImportState.FAILED);
    assertThat(status.detail()).contains(journal.toString(), "send the archive again");
    assertThat(bench.log.images()).isEmpty();
  }

  @Test
  void aFieldOfALaterReleaseInAJournalIsIgnored() throws IOException {
    // Given
    Map<String, byte[]> entries = images(1);
    String id = bench.submit(entries);
    bench.imports().close();
    bench.importByAnother(entries);
    Files.writeString(
        bench.folder().resolve(id).resolve("journal.jsonl"),
        "{\"item\":-1,\"kind\":\"PUBLISHING\",\"id\":\"%s\",\"later\":true}\n"
            .formatted(bench.log.images().get(0).id()));

    // When
    bench.restart();

    // Then
    assertThat(bench.finished(id).images()).isEqualTo(new ImportStatus.Images(1, 1, 0, 0, 0, 0));
  }

  @Test
  void refusesAnArchiveOfWhichNothingCanBeUsedAndKeepsNothing() throws IOException {
    assertThatThrownBy(() -> bench.submit(Map.of("readme.txt", text("hello"))))
        .isInstanceOf(UnusableArchiveException.class);
    assertThatThrownBy(() -> bench.submit(Map.of("../a.jpg", text("hello"))))
        .isInstanceOf(UnusableArchiveException.class);
    assertThatThrownBy(() -> bench.submit(Map.of("a.jpg", Samples.png(700, 700, 1))))
        .isInstanceOf(ArchiveTooLongException.class);
    try (Stream<Path> files = Files.list(bench.folder())) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void keepsNothingOfAnUploadThatCannotBeRead() throws IOException {
    // Given
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the disk is broken");
          }
        };

    // When, Then
    assertThatThrownBy(() -> ImportsBench.submit(bench.imports(), Upload.of(broken)))
        .isInstanceOf(UncheckedIOException.class);
    try (Stream<Path> files = Files.list(bench.folder())) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void movesAnArchiveThatIsInAFile() throws IOException {
    // Given
    bench.ready();
    Path zip = Zips.write(bench.folder().resolveSibling("received"), images(2));

    // When
    ImportStatus status;
    try (InputStream content = Files.newInputStream(zip)) {
      Upload upload = new Upload(content, Optional.of(zip));
      status = bench.finished(ImportsBench.submit(bench.imports(), upload));
    }

    // Then
    assertThat(status.images().accepted()).isEqualTo(2);
    assertThat(zip).doesNotExist();
  }

  @Test
  void refusesAFileThatIsTooLong() throws IOException {
    Path file = bench.folder().resolveSibling("received");
    Files.write(file, new byte[ImportsBench.LARGEST_ARCHIVE + 1]);

    try (InputStream content = Files.newInputStream(file)) {
      Upload upload = new Upload(content, Optional.of(file));
      assertThatThrownBy(() -> ImportsBench.submit(bench.imports(), upload))
          .isInstanceOf(ArchiveTooLongException.class)
          .hasMessageContaining("boxstream.ingest.archive.max-bytes");
    }
    try (Stream<Path> files = Files.list(bench.folder())) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void anArchiveThatIsBeingSentTakesAPlace() {
    // Given
    List<Place> places =
        Stream.generate(() -> bench.imports().reserve(Optional.empty()))
            .limit(ImportsBench.WAITING)
            .toList();

    // When, Then
    assertThatThrownBy(() -> bench.imports().reserve(Optional.empty()))
        .isInstanceOf(TooManyImportsException.class)
        .hasMessageContaining("boxstream.ingest.imports.waiting");
    places.get(0).close();
    places.get(0).close();
    bench.imports().reserve(Optional.empty());
    assertThatThrownBy(() -> bench.imports().reserve(Optional.empty()))
        .isInstanceOf(TooManyImportsException.class);
  }

  @Test
  void refusesMoreImportsThanMayWait() throws IOException {
    bench.submit(images(1));
    bench.submit(images(1));
    assertThatThrownBy(() -> bench.submit(images(1))).isInstanceOf(TooManyImportsException.class);
  }

  @Test
  void quarantinesAnImageThatIsLargerThanMemoryAllows() throws IOException {
    // Given
    Map<String, byte[]> entries = images(1);
    put(entries, "large", new byte[ImportsBench.LARGEST_IMAGE + 1], ImportsBench.LABELS);
    bench.ready();

    // When
    ImportStatus status = bench.finished(bench.submit(entries));

    // Then
    assertThat(status.rejections()).containsExactly(Map.entry("image-too-large", 1L));
    assertThat(bench.log.rejections())
        .singleElement()
        .extracting(RejectedImage::reason)
        .isEqualTo(RejectionReason.IMAGE_TOO_LARGE);
  }

  @Test
  void rejectionsNameTheirImport() throws IOException {
    // Given
    Map<String, byte[]> first = images(1);
    put(first, "bad", text("x"), ImportsBench.LABELS);
    Map<String, byte[]> second = images(1);
    put(second, "worse", text("y"), ImportsBench.LABELS);
    bench.ready();

    // When
    ImportStatus one = bench.finished(bench.submit(first));
    ImportStatus other = bench.finished(bench.submit(second));

    // Then
    assertThat(bench.log.rejections())
        .extracting(RejectedImage::importId)
        .containsExactly(Optional.of(one.id()), Optional.of(other.id()));
  }

  @Test
  void threeImagesWithoutListsAreOneForEachSplit() throws IOException {
    // Given
    bench.ready();

    // When
    ImportStatus status = bench.finished(bench.submit(images(3)));

    // Then
    assertThat(status.split())
        .containsExactly(Map.entry("test", 1L), Map.entry("train", 1L), Map.entry("val", 1L));
    assertThat(status.warnings()).isEmpty();
  }

  @Test
  void holdsTrainingImagesOutWhereTheListsLeaveValidationEmpty() throws IOException {
    // Given
    bench.ready();
    Map<String, byte[]> entries = images(40);
    listAllIn(entries, "train");

    // When
    ImportStatus status = bench.finished(bench.submit(entries));

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
    bench.ready();
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (int i = 0; i < 2; i++) {
      entries.put("train/" + i + ".jpg", Samples.jpeg(32, 24, i));
      entries.put("train/" + i + ".xml", ImportsBench.LABELS);
    }

    // When, Then
    assertThat(bench.finished(bench.submit(entries)).split())
        .containsEntry("train", 1L)
        .containsEntry("val", 1L);
  }

  @Test
  void holdsNothingOutOfALaterArchiveWhileSomethingValidates() throws IOException {
    // Given
    bench.ready();
    Map<String, byte[]> first = new LinkedHashMap<>();
    put(first, "val", Samples.jpeg(32, 24, 1), ImportsBench.LABELS);
    listAllIn(first, "val");
    bench.finished(bench.submit(first));
    Map<String, byte[]> entries = images(20);
    listAllIn(entries, "train");

    // When
    ImportStatus status = bench.finished(bench.submit(entries));

    // Then
    assertThat(status.split()).containsEntry("train", 20L).containsEntry("val", 0L);
    assertThat(status.warnings()).isEmpty();
  }

  @Test
  void goesOnHoldingOutAfterAStop() throws IOException {
    // Given an import that was stopped when something validated already
    bench.log.leaveAfter(6);
    bench.ready();
    Map<String, byte[]> entries = images(40);
    listAllIn(entries, "train");
    String id = bench.submit(entries);
    await().until(() -> bench.log.records().size() == 6);
    bench.imports().close();
    assertThat(bench.intake.intake.has(Split.VAL)).isTrue();
    bench.log.comeBack();

    // When
    bench.restart();
    ImportStatus status = bench.finished(id);

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
    bench.ready();
    Map<String, byte[]> entries = new LinkedHashMap<>();
    List<String> folders = List.of("train", "train", "valid", "test");
    for (int i = 0; i < folders.size(); i++) {
      entries.put("export/" + folders.get(i) + "/" + i + ".jpg", Samples.jpeg(32, 24, i));
      entries.put("export/" + folders.get(i) + "/" + i + ".xml", ImportsBench.LABELS);
    }

    // When
    bench.finished(bench.submit(entries));

    // Then
    assertThat(bench.log.images())
        .extracting(image -> image.source().name() + " " + image.split())
        .containsExactlyInAnyOrder("0.jpg TRAIN", "1.jpg TRAIN", "2.jpg VAL", "3.jpg TEST");
  }

  @Test
  void reportsClippedBoxes() throws IOException {
    // Given
    bench.ready();
    Map<String, byte[]> entries = images(2);
    put(entries, "over", Samples.jpeg(32, 24, 1), Samples.voc(32, 24, "hat", 3, 3, 40, 9));
    put(entries, "far", Samples.jpeg(32, 24, 2), Samples.voc(32, 24, "hat", 3, 3, 80, 9));

    // When
    ImportStatus status = bench.finished(bench.submit(entries));

    // Then
    assertThat(status.clipped()).isEqualTo(new ImportStatus.Clipped(1, 1));
    assertThat(status.rejections()).containsExactly(Map.entry("box-outside-image", 1L));
    assertThat(bench.imports().find(status.id())).contains(status);
  }

  @Test
  void quarantinesImagesOfWhichItIsUnknownWhichAnnotationIsTheirs() throws IOException {
    // Given
    bench.ready();
    Map<String, byte[]> entries = images(1);
    entries.put("root/JPEGImages/a b.jpg", Samples.jpeg(32, 24, 1));
    entries.put("root/Annotations/a%20b.xml", ImportsBench.LABELS);
    entries.put("root/JPEGImages/e\u0301.jpg", Samples.jpeg(32, 24, 2));
    entries.put("root/JPEGImages/\u00E9.jpg", Samples.jpeg(32, 24, 3));
    entries.put("root/Annotations/%C3%A9.xml", ImportsBench.LABELS);

    // When
    ImportStatus status = bench.finished(bench.submit(entries));

    // Then
    assertThat(status.images()).isEqualTo(new ImportStatus.Images(4, 2, 0, 2, 0, 0));
    assertThat(bench.log.rejections())
        .allSatisfy(
            rejection ->
                assertThat(rejection.detail()).contains("e\u0301.jpg", "\u00E9.jpg", "%C3%A9.xml"));
  }

  private static void listAllIn(Map<String, byte[]> entries, String list) {
    String names =
        entries.keySet().stream()
            .filter(path -> path.endsWith(".jpg"))
            .map(path -> path.substring(path.lastIndexOf('/') + 1, path.lastIndexOf('.')))
            .collect(Collectors.joining("\n"));
    entries.put("root/ImageSets/Main/" + list + ".txt", text(names));
  }
}
