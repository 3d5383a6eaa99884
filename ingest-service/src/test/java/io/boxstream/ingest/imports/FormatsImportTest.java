package io.boxstream.ingest.imports;

import static io.boxstream.ingest.imports.ImportsBench.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.RejectedImage;
import io.boxstream.events.RejectionReason;
import io.boxstream.ingest.Samples;
import io.boxstream.ingest.archive.Tars;
import io.boxstream.ingest.archive.UnusableArchiveException;
import io.boxstream.ingest.archive.UnusableArchiveException.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Archives in other formats than Pascal VOC. */
class FormatsImportTest {

  private static final LabelledBox BOX = new LabelledBox("hat", 1.25, 2, 9.5, 10, false);

  private static final int IN_FLIGHT = 4;

  @TempDir Path directory;

  private ImportsBench bench;

  @BeforeEach
  void begin() {
    bench =
        new ImportsBench(directory.resolve("first"), new ImportConcurrency(2, IN_FLIGHT, 1 << 20));
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  @Test
  void cocoGoesOnAfterAStopWithTrueCountsAndTheSameBoxes() throws IOException {
    // Given an import that was stopped half way through, while the log was away
    bench.log.leaveAfter(8);
    bench.ready();
    Map<String, byte[]> entries = coco(20);
    entries.put("images/unlabelled.jpg", Samples.jpeg(32, 24, 999));
    String id = bench.submit(entries);
    await().until(() -> bench.log.records().size() == 8);
    bench.imports().close();
    assertThat(bench.imports().find(id).orElseThrow().format()).isEqualTo("COCO, 1 file");
    bench.log.comeBack();

    // When
    bench.restart();

    // Then
    ImportStatus status = bench.finished(id);
    assertThat(status.images()).isEqualTo(new ImportStatus.Images(21, 20, 0, 1, 0, 0));
    assertThat(status.rejections()).containsExactly(Map.entry("missing-annotation", 1L));
    assertThat(status.format()).isEqualTo("COCO, 1 file");
    assertThat(bench.log.images())
        .hasSize(20)
        .allSatisfy(image -> assertThat(image.boxes()).containsExactly(BOX))
        .allSatisfy(image -> assertThat(image.source().kind()).isEqualTo("coco-archive"))
        .extracting(AnnotatedImage::id)
        .doesNotHaveDuplicates();
    assertOnlyStatusIsKept(bench, id);
  }

  @Test
  void cocoGoesOnAfterAKillAndReadsItsLabelsAgain() throws IOException {
    // Given a process that is killed when the log has four images, and acknowledged none
    bench.log.holdAcknowledgements();
    bench.ready();
    String id = bench.submit(coco(10));
    await().until(() -> bench.log.unacknowledged() == IN_FLIGHT);
    Path index = bench.folder().resolve(id).resolve("labels.index");
    assertThat(index).isNotEmptyFile();
    Files.writeString(index, "cut off");

    // When
    ImportsBench next = bench.killed(directory.resolve("second"));
    try {
      await().until(() -> next.log.unacknowledged() == 2 * IN_FLIGHT);
      next.log.acknowledgeNewestFirst();

      // Then
      assertThat(next.finished(id).images()).isEqualTo(new ImportStatus.Images(10, 10, 0, 0, 0, 0));
      assertThat(next.log.images())
          .allSatisfy(image -> assertThat(image.boxes()).containsExactly(BOX))
          .extracting(AnnotatedImage::id)
          .hasSize(10)
          .doesNotHaveDuplicates();
      assertOnlyStatusIsKept(next, id);
    } finally {
      next.close();
    }
  }

  @Test
  void namesTheFilesOfAnUnknownLayoutOnce() throws IOException {
    // Given
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (int i = 0; i < 3; i++) {
      entries.put("photos/" + i + ".jpg", Samples.jpeg(32, 24, i));
    }
    entries.put("a/labels.csv", text("image,x,y"));

    // When, Then
    assertThatThrownBy(() -> bench.submit(entries))
        .hasMessageContaining("3 .jpg, 1 .csv; the first is a/labels.csv")
        .hasMessageContaining("Pascal VOC")
        .hasMessageContaining("COCO")
        .hasMessageContaining("YOLO")
        .hasMessageContaining("Label Studio")
        .hasMessageContaining("CVAT")
        .asInstanceOf(type(UnusableArchiveException.class))
        .extracting(UnusableArchiveException::fault)
        .isEqualTo(Fault.UNKNOWN_LAYOUT);
    assertThat(bench.folder()).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({
    "images/a.xml, '<annotation/>', 'Pascal VOC, 1 annotation'",
    "annotations.xml, '<annotations><image name=\"0.jpg\"/></annotations>', 'CVAT for images, 1 file'",
    "classes.txt, hat, 'COCO, 1 file'",
    "notes.xml, '<notes/>', 'COCO, 1 file'"
  })
  void theFirstFormatThatFitsCounts(String path, String content, String format) throws IOException {
    // Given labels of COCO and of YOLO, and one more file
    bench.ready();
    Map<String, byte[]> entries = coco(1);
    entries.put("labels/0.txt", text("0 0.5 0.5 0.5 0.5"));
    entries.put(path, text(content));

    // When, Then
    assertThat(bench.finished(bench.submit(entries)).format()).isEqualTo(format);
  }

  @Test
  void failsOnceWhereTheLabelsOfAllImagesCannotBeRead() throws IOException {
    // Given
    bench.ready();
    Map<String, byte[]> entries = coco(2);
    entries.put("labels.json", text("{\"images\":[{\"id\":0,\"file_name\":\"0.jpg\"}],"));

    // When
    ImportStatus status = bench.finished(bench.submit(entries));

    // Then
    assertThat(status.state()).isEqualTo(ImportState.FAILED);
    assertThat(status.detail()).contains("labels.json", "line 1");
    assertThat(bench.log.records()).isEmpty();
  }

  @Test
  void yoloLabelsAreRelativeToTheUprightImage() throws IOException {
    // Given an image that is stored turned by a quarter, beside one that names a class too many
    bench.ready();
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("data.yaml", text("train: images\nnames: [hat]\n"));
    entries.put("images/turned.jpg", Samples.withOrientation(Samples.jpeg(32, 24, 1), 6));
    entries.put("labels/turned.txt", text("0 0.5 0.25 0.5 0.125"));
    entries.put("images/wrong.jpg", Samples.jpeg(32, 24, 2));
    entries.put("labels/wrong.txt", text("1 0.5 0.5 0.5 0.5"));

    // When
    ImportStatus status = bench.finished(bench.submit(entries));

    // Then in an image of 24×32
    assertThat(status.format()).isEqualTo("YOLO, 2 label files, split train");
    assertThat(bench.log.images())
        .singleElement()
        .satisfies(
            image ->
                assertThat(image.boxes())
                    .containsExactly(new LabelledBox("hat", 6, 6, 18, 10, false)));
    assertThat(bench.log.rejections())
        .singleElement()
        .satisfies(
            rejection -> {
              assertThat(rejection.reason()).isEqualTo(RejectionReason.UNREADABLE_ANNOTATION);
              assertThat(rejection.detail()).contains("line 1", "class 1");
            });
  }

  @Test
  void boxesOfARejectedImageAreInQuarantineAndCanBeSentAgain() throws IOException {
    // Given a size that is not the image's
    bench.ready();
    Map<String, byte[]> entries = coco(1);
    entries.put(
        "labels.json",
        text(
            "{\"images\":[{\"id\":1,\"file_name\":\"0.jpg\",\"width\":64,\"height\":48}],"
                + "\"categories\":[{\"id\":1,\"name\":\"hat\"}],\"annotations\":[{\"image_id\":1,"
                + "\"category_id\":1,\"bbox\":[1.25,2,8.25,8]}]}"));

    // When
    bench.finished(bench.submit(entries));

    // Then
    RejectedImage rejection = bench.log.rejections().get(0);
    assertThat(rejection.reason()).isEqualTo(RejectionReason.SIZE_MISMATCH);
    assertThat(rejection.annotation())
        .contains(
            "{\"width\":64,\"height\":48,\"boxes\":[{\"label\":\"hat\",\"xMin\":1.25,\"yMin\":2.0,"
                + "\"xMax\":9.5,\"yMax\":10.0}]}");
  }

  @Test
  void readsTarsLikeZips() throws IOException {
    // Given
    bench.ready();

    // When
    String tar =
        ImportsBench.submit(
            bench.imports(), Upload.of(new ByteArrayInputStream(Tars.write(coco(2)))));
    ImportStatus first = bench.finished(tar);
    String gzip =
        ImportsBench.submit(
            bench.imports(), Upload.of(new ByteArrayInputStream(Tars.gzip(Tars.write(coco(3))))));
    ImportStatus second = bench.finished(gzip);

    // Then
    assertThat(first.images()).isEqualTo(new ImportStatus.Images(2, 2, 0, 0, 0, 0));
    assertThat(second.images()).isEqualTo(new ImportStatus.Images(3, 1, 0, 0, 2, 0));
  }

  @Test
  void saysWhatItDidNotUse() throws IOException {
    // Given
    bench.ready();
    Map<String, byte[]> entries = coco(1);
    entries.put(
        "captions.json",
        text(
            "{\"images\":[{\"id\":0,\"file_name\":\"0.jpg\"}],\"annotations\":[{\"id\":1,"
                + "\"image_id\":0,\"caption\":\"a hat\"}]}"));

    // When
    String id = bench.submit(entries);

    // Then
    assertThat(bench.finished(id).warnings())
        .singleElement()
        .asString()
        .contains("captions.json", "not used");
    bench.restart();
    assertThat(bench.status(id).warnings()).hasSize(1);
  }

  /** So many images with one box each. */
  private static Map<String, byte[]> coco(int count) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      entries.put("images/" + i + ".jpg", Samples.jpeg(32, 24, 100 + i));
    }
    List<Integer> numbers = IntStream.range(0, count).boxed().toList();
    String images =
        numbers.stream()
            .map(
                i ->
                    "{\"id\":%d,\"file_name\":\"%d.jpg\",\"width\":32,\"height\":24}"
                        .formatted(10 * i, i))
            .collect(Collectors.joining(","));
    String annotations =
        numbers.stream()
            .map(
                i ->
                    "{\"id\":%d,\"image_id\":%d,\"category_id\":3,\"bbox\":[1.25,2,8.25,8]}"
                        .formatted(i, 10 * i))
            .collect(Collectors.joining(","));
    entries.put(
        "labels.json",
        text(
            "{\"images\":[%s],\"annotations\":[%s],\"categories\":[{\"id\":3,\"name\":\"hat\"}]}"
                .formatted(images, annotations)));
    return entries;
  }

  private static void assertOnlyStatusIsKept(ImportsBench bench, String id) throws IOException {
    try (Stream<Path> files = Files.list(bench.folder().resolve(id))) {
      assertThat(files).extracting(Path::getFileName).containsExactly(Path.of("status.json"));
    }
  }
}
