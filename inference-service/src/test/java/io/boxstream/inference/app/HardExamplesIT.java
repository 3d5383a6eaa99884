package io.boxstream.inference.app;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.blob.Blobs;
import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.events.DetectedBox;
import io.boxstream.events.DetectionResult.SourceRecord;
import io.boxstream.events.EventCodec;
import io.boxstream.events.HardExample;
import io.boxstream.events.ImageContent;
import io.boxstream.events.TopicAdmin;
import io.boxstream.events.Topics;
import io.boxstream.images.CanonicalImage;
import io.boxstream.images.CanonicalImages;
import io.boxstream.images.ImageEncoder;
import io.boxstream.images.ImageLimits;
import io.boxstream.images.RgbImage;
import io.boxstream.inference.TestCheckpoints;
import io.boxstream.inference.TestImages;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From requests, by HTTP and on the topic, to hard examples. The model was never trained. */
@QuarkusTest
@TestProfile(HardExamplesIT.LargeBudget.class)
@WithTestResource(value = KafkaAndStore.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class HardExamplesIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final EventCodec codec = EventCodec.forService("test");
  private final CanonicalImages images =
      new CanonicalImages(new ImageLimits(20 << 20, 16_384, 50_000_000));
  private Artifacts artifacts;
  private TopicProbe probe;
  private ObjectStore store;

  /** At this threshold an untrained model is unsure of everything. */
  public static class LargeBudget implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "boxstream.inference.hard-examples.per-hour", "100000",
          "boxstream.inference.hard-examples.window", "200ms",
          "boxstream.inference.threshold", "0.99");
    }
  }

  @BeforeEach
  void serve() {
    TopicAdmin.createAll(KafkaAndStore.brokers());
    probe = new TopicProbe(KafkaAndStore.brokers());
    store = KafkaAndStore.connect();
    artifacts = new Artifacts(store);
    if (newest() == 0) {
      promoteFresh();
    }
    awaitNewest();
  }

  @AfterEach
  void letGo() {
    store.close();
    probe.close();
  }

  @Test
  void anUploadIsPublishedInItsCanonicalForm() {
    Instant before = Instant.now();
    byte[] photo = TestImages.rotated(TestImages.jpeg(200, 100, 50_001));

    List<Float> scores =
        given()
            .contentType("image/jpeg")
            .body(photo)
            .post("/v1/detect")
            .then()
            .statusCode(200)
            .extract()
            .path("boxes.score");

    CanonicalImage canonical = images.canonicalize(photo);
    HardExample example = published(canonical.id());
    assertThat(example.image()).isEqualTo(new ImageContent.Inline(canonical.bytes()));
    assertThat(example.size().orElseThrow().width()).isEqualTo(100);
    assertThat(example.size().orElseThrow().height()).isEqualTo(200);
    assertThat(example.reasons()).isNotEmpty();
    assertThat(example.score().orElseThrow()).isBetween(0.1, 1.0);
    assertThat(example.boxes().stream().map(DetectedBox::score).map(Double::floatValue))
        .containsExactlyElementsOf(scores);
    assertThat(example.model().orElseThrow().generation()).isEqualTo(newest());
    assertThat(example.request().orElseThrow().at()).isBetween(before, Instant.now());
    assertThat(example.request().orElseThrow().record()).isEmpty();
  }

  @Test
  void aRequestOnTheTopicIsPublishedWithItsKeyAndRecord() {
    byte[] photo = TestImages.jpeg(160, 120, 50_002);

    probe.send(Topics.DETECTION_REQUESTS, "camera-7", photo);

    HardExample.Request request =
        published(images.canonicalize(photo).id()).request().orElseThrow();
    assertThat(request.key()).isEqualTo("camera-7");
    assertThat(request.record().map(SourceRecord::topic)).contains(Topics.DETECTION_REQUESTS);
  }

  @Test
  void aLargeImageGoesToTheQuarantine() {
    byte[] noise = new byte[3 * 600 * 500];
    new Random(50_003).nextBytes(noise);
    byte[] png = new ImageEncoder().png(new RgbImage(600, 500, noise));
    assertThat(png.length).isGreaterThan(Topics.INLINE_IMAGE_LIMIT_BYTES);

    given().contentType("image/png").body(png).post("/v1/detect").then().statusCode(200);

    CanonicalImage canonical = images.canonicalize(png);
    ImageContent.Stored stored = (ImageContent.Stored) published(canonical.id()).image();
    Blobs blobs = new Blobs(store);
    assertThat(blobs.read(blobs.quarantined(stored.sha256(), stored.size())))
        .isEqualTo(canonical.bytes());
    assertThat(store.list("blobs/")).isEmpty();
  }

  @Test
  void afterASwapTheNewModelLooksAgainAtTheLatestRequests() {
    byte[] photo = TestImages.jpeg(100, 100, 50_004);
    given().contentType("image/jpeg").body(photo).post("/v1/detect").then().statusCode(200);
    published(images.canonicalize(photo).id());
    double before = compared();

    promoteFresh();
    awaitNewest();

    await().atMost(TIMEOUT).until(() -> compared() > before);
    given().contentType("image/jpeg").body(photo).post("/v1/detect").then().statusCode(200);
  }

  private static double compared() {
    String meter = "boxstream_inference_hard_examples_requests_total{outcome=\"compared\"} ";
    String metrics = when().get("/q/metrics").asString();
    int start = metrics.indexOf(meter) + meter.length();
    return Double.parseDouble(metrics.substring(start, metrics.indexOf('\n', start)));
  }

  private int newest() {
    return artifacts
        .promotions(TestCheckpoints.MODEL)
        .latest()
        .map(promotion -> promotion.generation())
        .orElse(0);
  }

  private void promoteFresh() {
    int generation = newest() + 1;
    TestCheckpoints.promote(
        artifacts, generation, TestCheckpoints.saveFresh(artifacts, generation, 1));
  }

  private void awaitNewest() {
    await()
        .atMost(TIMEOUT)
        .untilAsserted(() -> when().get("/v1/model").then().body("generation", equalTo(newest())));
  }

  private HardExample published(String imageId) {
    return probe
        .read(Topics.HARD_EXAMPLES, records -> records.stream().anyMatch(r -> is(r, imageId)))
        .stream()
        .filter(record -> is(record, imageId))
        .findFirst()
        .map(record -> codec.fromRecord(record, HardExample.class))
        .orElseThrow();
  }

  private static boolean is(ConsumerRecord<byte[], byte[]> record, String imageId) {
    return EventCodec.key(record).equals(imageId);
  }
}
