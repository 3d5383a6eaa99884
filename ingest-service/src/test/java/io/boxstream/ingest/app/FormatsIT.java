package io.boxstream.ingest.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import io.boxstream.artifacts.blob.Sha256;
import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.EventCodec;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import io.boxstream.events.Topics;
import io.boxstream.ingest.Samples;
import io.boxstream.ingest.archive.Tars;
import io.boxstream.ingest.archive.Zips;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives of every format through the running service, as the tools write them. */
@QuarkusTest
@QuarkusTestResource(RunningTestbed.class)
class FormatsIT {

  private static final EventCodec CODEC = EventCodec.forService("test");

  RunningTestbed testbed;

  @TempDir Path directory;

  private final Map<String, byte[]> entries = new LinkedHashMap<>();

  @BeforeEach
  void awaitReadiness() {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
  }

  @Test
  void takesCocoInWithASplitForEachFile() throws IOException {
    // Given
    byte[] train = image("train2017/000000000009.jpg", 601);
    byte[] val = image("val2017/000000000139.jpg", 602);
    text(
        "annotations/instances_train2017.json",
        """
        {"info": {"year": 2017}, "licenses": [],
         "images": [{"license": 3, "file_name": "000000000009.jpg", "height": 48, "width": 64,
           "date_captured": "2013-11-14", "id": 9}],
         "annotations": [{"segmentation": [[1.5, 2, 31.75, 2, 31.75, 42]], "area": 600.0,
           "iscrowd": 0, "image_id": 9, "bbox": [1.5, 2.0, 30.25, 40.0], "category_id": 90,
           "id": 2217}],
         "categories": [{"supercategory": "x", "id": 1, "name": "person"},
           {"supercategory": "x", "id": 90, "name": "hat"}]}
        """);
    text(
        "annotations/instances_val2017.json",
        """
        {"images": [{"file_name": "000000000139.jpg", "height": 48, "width": 64, "id": 139}],
         "annotations": [{"segmentation": {"counts": [9, 3], "size": [48, 64]}, "iscrowd": 1,
           "image_id": 139, "bbox": [0, 0, 64, 48], "category_id": 1, "id": 900100}],
         "categories": [{"id": 1, "name": "person"}]}
        """);

    // When
    finished()
        .body("state", equalTo("DONE"))
        .body("format", equalTo("COCO, 2 files, splits train and val"))
        .body("images.accepted", is(2));

    // Then
    AnnotatedImage trained = onLog(train);
    assertThat(trained.split()).isEqualTo(Split.TRAIN);
    assertThat(trained.boxes()).containsExactly(new LabelledBox("hat", 1.5, 2, 31.75, 42, false));
    assertThat(trained.source().kind()).isEqualTo("coco-archive");
    assertThat(onLog(val).split()).isEqualTo(Split.VAL);
    assertThat(onLog(val).boxes()).containsExactly(new LabelledBox("person", 0, 0, 64, 48, true));
  }

  @Test
  void takesYoloIn() throws IOException {
    // Given
    byte[] train = image("train/images/a.jpg", 611);
    byte[] background = image("valid/images/b.jpg", 612);
    text("train/labels/a.txt", "1 0.5 0.5 0.25 0.5\n0 0.125 0.25 0.25 0.25 0.25 0.75\n");
    text("valid/labels/b.txt", "");
    text(
        "data.yaml",
        "train: ../train/images\nval: ../valid/images\n\nnc: 2\nnames: ['hat', 'person']\n");

    // When
    finished()
        .body("format", equalTo("YOLO, 2 label files, splits train and val"))
        .body("images.accepted", is(2));

    // Then
    assertThat(onLog(train).boxes())
        .containsExactly(
            new LabelledBox("person", 24, 12, 40, 36, false),
            new LabelledBox("hat", 8, 12, 16, 36, false));
    assertThat(onLog(background).boxes()).isEmpty();
    assertThat(onLog(background).split()).isEqualTo(Split.VAL);
  }

  @Test
  void takesAnExportOfLabelStudioIn() throws IOException {
    // Given a region that was drawn upwards, and a rotated one
    byte[] good = image("images/9f8e7d6c-site 1.jpg", 621);
    image("images/rotated.jpg", 622);
    String task =
        """
        {"id": 1, "annotations": [{"id": 1, "was_cancelled": false, "ground_truth": false,
          "created_at": "2024-05-01T10:00:00.000000Z", "updated_at": "2024-05-01T10:00:00.000000Z",
          "result": [{"original_width": 64, "original_height": 48, "image_rotation": 0,
            "value": {"x": 75, "y": 75, "width": -50, "height": -50, "rotation": %s,
              "rectanglelabels": ["hat"]},
            "id": "abc", "from_name": "label", "to_name": "image", "type": "rectanglelabels",
            "origin": "manual"}]}],
         "file_upload": "x", "drafts": [], "predictions": [], "data": {"image": "%s"}, "meta": {}}
        """;
    text(
        "project-1-at-2024-05-01-10-00-1234abcd.json",
        "["
            + task.formatted("0", "/data/upload/1/9f8e7d6c-site%201.jpg")
            + ","
            + task.formatted("12.5", "/data/upload/1/1a2b3c4d-rotated.jpg")
            + "]");

    // When
    finished()
        .body("format", equalTo("Label Studio JSON, 1 file"))
        .body("images.accepted", is(1))
        .body("rejections.unreadable-annotation", is(1));

    // Then
    assertThat(onLog(good).boxes())
        .singleElement()
        .satisfies(
            box -> {
              assertThat(box.xMin()).isCloseTo(16, within(1e-9));
              assertThat(box.yMin()).isCloseTo(12, within(1e-9));
              assertThat(box.xMax()).isCloseTo(48, within(1e-9));
              assertThat(box.yMax()).isCloseTo(36, within(1e-9));
            });
    given()
        .get("/v1/rejected-images?limit=1")
        .then()
        .body("items[0].detail", containsString("region 1 is rotated"))
        .body("items[0].source.kind", equalTo("label-studio-archive"));
  }

  @Test
  void takesAnExportOfCvatInAsTarGz() throws IOException {
    // Given
    byte[] train = image("./images/Train/a.jpg", 631);
    text(
        "./annotations.xml",
        """
        <?xml version="1.0" encoding="utf-8"?>
        <annotations><version>1.1</version><meta><job><id>1</id></job></meta>
        <image id="0" name="a.jpg" subset="Train" task_id="1" width="64" height="48">
        <box label="hat" source="manual" occluded="1" xtl="1.50" ytl="2.25" xbr="30.00" ybr="40.00"
         z_order="0"></box></image></annotations>
        """);

    // When
    Path archive = Files.write(directory.resolve("a.tgz"), Tars.gzip(Tars.write(entries)));
    finished(submit(archive, "application/gzip"))
        .body("format", equalTo("CVAT for images, 1 file, split train"));

    // Then
    assertThat(onLog(train).boxes())
        .containsExactly(new LabelledBox("hat", 1.5, 2.25, 30, 40, false));
  }

  @Test
  void answersOnceToAnUnknownLayout() throws IOException {
    image("photos/a.jpg", 641);
    text("labels/boxes.csv", "a.jpg,1,2,3,4,hat");

    given()
        .contentType("application/zip")
        .body(zip().toFile())
        .post("/v1/imports")
        .then()
        .statusCode(422)
        .body("code", equalTo("unknown-layout"))
        .body("detail", containsString("1 .csv, 1 .jpg; the first is labels/boxes.csv"));
  }

  /** An image that no other test of the same service sends. */
  private byte[] image(String path, long number) {
    byte[] image = Samples.jpeg(64, 48, 20_000 + number);
    entries.put(path, image);
    return image;
  }

  private void text(String path, String content) {
    entries.put(path, content.getBytes(StandardCharsets.UTF_8));
  }

  private Path zip() {
    return Zips.write(directory.resolve("archive.zip"), entries);
  }

  private ValidatableResponse finished() {
    return finished(submit(zip(), "application/zip"));
  }

  private static ValidatableResponse finished(String id) {
    await()
        .atMost(Duration.ofMinutes(3))
        .until(
            () -> given().get("/v1/imports/" + id).then().extract().<String>path("state"),
            state -> !state.equals("RUNNING"));
    return given().get("/v1/imports/" + id).then().statusCode(200);
  }

  private static String submit(Path archive, String type) {
    return given()
        .contentType(type)
        .body(archive.toFile())
        .post("/v1/imports")
        .then()
        .statusCode(202)
        .extract()
        .path("id");
  }

  private AnnotatedImage onLog(byte[] image) {
    List<ConsumerRecord<byte[], byte[]>> records =
        TopicReader.records(testbed.bootstrapServers(), Topics.ANNOTATED_IMAGES, Sha256.of(image));
    return CODEC.fromRecord(records.get(records.size() - 1), AnnotatedImage.class);
  }
}
