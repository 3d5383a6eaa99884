package io.boxstream.ingest.app;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import io.boxstream.artifacts.blob.Sha256;
import io.boxstream.artifacts.snapshot.DataSetSnapshots;
import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.ingest.Samples;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.kafka.common.utils.Utils;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Archives of the data set as clients get them. */
@QuarkusTest
@QuarkusTestResource(RunningTestbed.class)
class ExportIT {

  private static final byte[] LABELS = Samples.voc(64, 48, "hat", 2, 3, 20, 30);

  RunningTestbed testbed;

  @Inject ObjectStore store;

  @ConfigProperty(name = "boxstream.work-directory")
  Path workDirectory;

  @BeforeEach
  void awaitReadiness() {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
  }

  @Test
  void anExportedArchiveIsTheSameDataSet() throws IOException {
    // Given images inside their records and in the store, one of them relabelled
    byte[] small = Samples.jpeg(64, 48, 701);
    byte[] relabelled = Samples.jpeg(64, 48, 702);
    byte[] large = Samples.png(600, 400, 703);
    String since = upload("small.jpg", small, LABELS, "val");
    upload("again.jpg", relabelled, LABELS, "train");
    upload("again.jpg", relabelled, Samples.voc(64, 48, "person", 5, 5, 9, 9), "train");
    upload("small.png", large, Samples.voc(600, 400, "hat", 1, 1, 600, 400), "test");

    // When
    byte[] archive = export("format=voc&since=" + since);

    // Then
    Map<String, byte[]> files = files(archive);
    String largeId = Sha256.of(large);
    assertThat(files)
        .containsOnlyKeys(
            "JPEGImages/small.jpg",
            "JPEGImages/again.jpg",
            "JPEGImages/" + largeId + ".png",
            "Annotations/small.xml",
            "Annotations/again.xml",
            "Annotations/" + largeId + ".xml",
            "ImageSets/Main/train.txt",
            "ImageSets/Main/val.txt",
            "ImageSets/Main/test.txt")
        .containsEntry("JPEGImages/small.jpg", small)
        .containsEntry("JPEGImages/" + largeId + ".png", large);
    assertThat(new String(files.get("ImageSets/Main/test.txt"), UTF_8)).isEqualTo(largeId + "\n");
    assertThat(new String(files.get("Annotations/again.xml"), UTF_8))
        .contains("<name>person</name>")
        .doesNotContain("hat");

    // When, Then it comes in again as what is there already
    String id = given().contentType("application/zip").body(archive).post("/v1/imports").path("id");
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () -> given().get("/v1/imports/" + id).then().body("state", equalTo("DONE")));
    given().get("/v1/imports/" + id).then().body("images.duplicates", is(3));
  }

  @Test
  void everyFormatAndFilterIsExported() throws IOException {
    byte[] image = Samples.jpeg(64, 48, 711);
    String since = upload("f.jpg", image, LABELS, "val");
    upload("g.jpg", Samples.jpeg(64, 48, 712), LABELS, "train");

    Map<String, byte[]> coco = files(export("format=coco&split=val&since=" + since));
    Map<String, byte[]> yolo = files(export("format=yolo&split=val&since=" + since));
    Map<String, byte[]> none = files(export("format=voc&class=WBC&since=" + since));

    assertThat(coco).containsOnlyKeys("images/val/f.jpg", "annotations/instances_val.json");
    assertThat(yolo).containsOnlyKeys("images/val/f.jpg", "labels/val/f.txt", "data.yaml");
    assertThat(new String(yolo.get("data.yaml"), UTF_8)).contains("0: \"hat\"");
    assertThat(none).isEmpty();
    given().get("/v1/export?format=tfrecord").then().statusCode(400);
    given().get("/v1/export").then().statusCode(400);
    given().head("/v1/export?format=voc").then().statusCode(200);
  }

  @Test
  void aSnapshotIsExportedWithTheLabelsOfThen() throws IOException {
    // Given a snapshot of two images, of which one was relabelled and one removed since
    byte[] kept = Samples.jpeg(64, 48, 721);
    byte[] removed = Samples.jpeg(64, 48, 722);
    upload("kept.jpg", kept, LABELS, "train");
    upload("removed.jpg", removed, LABELS, "val");
    String entry =
        """
        {"id":"%s","split":"%s","width":64,"height":48,"boxes":[{"label":"before",\
        "xMin":1.0,"yMin":2.0,"xMax":3.5,"yMax":4.0,"difficult":false}]}\
        """;
    String document =
        "{\"version\":1,\"offsets\":{\"0\":7},\"images\":["
            + entry.formatted(Sha256.of(kept), "train")
            + ","
            + entry.formatted(Sha256.of(removed), "val")
            + "]}";
    String hash = new DataSetSnapshots(store).save(document.getBytes(UTF_8));
    given().delete("/v1/images/" + Sha256.of(removed)).then().statusCode(204);

    // When
    Map<String, byte[]> files = files(export("format=voc&snapshot=" + hash));

    // Then
    assertThat(files)
        .containsOnlyKeys(
            "JPEGImages/kept.jpg",
            "Annotations/kept.xml",
            "ImageSets/Main/train.txt",
            "missing.txt");
    assertThat(new String(files.get("Annotations/kept.xml"), UTF_8))
        .contains("<name>before</name>", "<xmax>4.5</xmax>");
    assertThat(new String(files.get("missing.txt"), UTF_8)).isEqualTo(Sha256.of(removed) + "\n");
    assertThat(files(export("format=voc&split=val&snapshot=" + hash)))
        .containsOnlyKeys("missing.txt");
    given()
        .get("/v1/export?format=voc&snapshot=" + "0".repeat(64))
        .then()
        .statusCode(404)
        .body("code", equalTo("unknown-snapshot"));
    given().get("/v1/export?format=voc&source=upload&snapshot=" + hash).then().statusCode(400);
  }

  @Test
  void anErrorHalfWayIsNoCompleteArchive() throws Exception {
    // Given an image that the store does not return, in the last partition, behind many others
    String since = null;
    for (int number = 0; number < 20; number++) {
      String at = upload("s.jpg", Samples.jpeg(64, 48, 7300 + number), LABELS, "val");
      since = since == null ? at : since;
    }
    byte[] large =
        LongStream.range(0, 100)
            .mapToObj(seed -> Samples.png(600, 400, 7400 + seed))
            .filter(image -> partition(Sha256.of(image)) == 5)
            .findFirst()
            .orElseThrow();
    upload("large.png", large, Samples.voc(600, 400, "hat", 1, 1, 9, 9), "val");
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://localhost:%d/v1/export?format=voc&since=%s"
                        .formatted(RestAssured.port, since)))
            .build();

    // When, Then
    testbed.withoutStore(
        () ->
            assertThatThrownBy(
                    () ->
                        HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray()).body())
                .isInstanceOf(IOException.class));
    await().atMost(Duration.ofSeconds(20)).until(this::isTidy);
  }

  @Test
  void aClientThatBreaksOffLeavesNothingBehind() throws IOException {
    // Given more data than the buffers of a connection hold
    String since = null;
    for (int number = 0; number < 12; number++) {
      byte[] image = Samples.png(600, 400, 740 + number);
      String at = upload("b.png", image, Samples.voc(600, 400, "hat", 1, 1, 9, 9), "train");
      since = since == null ? at : since;
    }

    // When
    try (Socket socket = new Socket("localhost", RestAssured.port)) {
      String request =
          "GET /v1/export?format=voc&since=" + since + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(UTF_8));
      assertThat(socket.getInputStream().readNBytes(1000)).hasSize(1000);
      assertThat(isTidy()).isFalse();
    }

    // Then
    await().atMost(Duration.ofSeconds(20)).until(this::isTidy);
    assertThat(files(export("format=voc&since=" + since))).hasSize(25);
  }

  private static int partition(String id) {
    return Utils.toPositive(Utils.murmur2(id.getBytes(UTF_8))) % 6;
  }

  private boolean isTidy() throws IOException {
    Path exports = workDirectory.resolve("exports");
    if (!Files.exists(exports)) {
      return true;
    }
    try (Stream<Path> files = Files.list(exports)) {
      return files.findAny().isEmpty();
    }
  }

  private static byte[] export(String query) {
    Response response = given().get("/v1/export?" + query);
    response.then().statusCode(200).contentType("application/zip");
    return response.asByteArray();
  }

  private static Map<String, byte[]> files(byte[] archive) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), zip.readAllBytes());
      }
    }
    return files;
  }

  /** Uploads an image and returns the time of its record. */
  private static String upload(String name, byte[] image, byte[] labels, String split) {
    String id =
        given()
            .multiPart("image", name, image)
            .multiPart("annotation", "labels", labels)
            .multiPart("split", split)
            .post("/v1/images")
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    return given().get("/v1/images/" + id).path("publishedAt");
  }
}
