package io.boxstream.inference.app;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.evaluation.DriftProfile;
import io.boxstream.artifacts.evaluation.ScoreThresholds;
import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.detection.drift.DriftReference;
import io.boxstream.detection.drift.ImageTraits;
import io.boxstream.events.DriftDetected;
import io.boxstream.events.DriftEnd;
import io.boxstream.events.DriftEnded;
import io.boxstream.events.EventCodec;
import io.boxstream.events.EventType;
import io.boxstream.events.HardExample;
import io.boxstream.events.HardExampleReason;
import io.boxstream.events.TopicAdmin;
import io.boxstream.events.Topics;
import io.boxstream.images.ImageEncoder;
import io.boxstream.images.ImageQuality;
import io.boxstream.images.RgbImage;
import io.boxstream.inference.TestCheckpoints;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** From a reference in the store and requests to an event, a state and hard examples. */
@QuarkusTest
@TestProfile(DriftIT.ShortWindows.class)
@WithTestResource(value = KafkaAndStore.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class DriftIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int SIDE = 64;

  private final EventCodec codec = EventCodec.forService("test");
  private final Random random = new Random(9);

  /** Every image is taken, 60 make a window. Only drift makes a hard example: the rest is sure. */
  public static class ShortWindows implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "boxstream.inference.promotions.poll", "200ms",
          "boxstream.inference.drift.images", "60",
          "boxstream.inference.drift.window", "0ms",
          "boxstream.inference.drift.processor-share", "1",
          "boxstream.inference.hard-examples.per-hour", "100000",
          "boxstream.inference.hard-examples.window", "200ms",
          "boxstream.inference.hard-examples.minimum-score", "1");
    }
  }

  @Test
  void darkTrafficIsToldShownAndOfferedForLabelling() {
    TopicAdmin.createAll(KafkaAndStore.brokers());
    try (ObjectStore store = KafkaAndStore.connect();
        TopicProbe probe = new TopicProbe(KafkaAndStore.brokers())) {
      when().get("/v1/drift").then().statusCode(200).body("status", equalTo("waiting"));
      promote(new Artifacts(store));

      await()
          .atMost(TIMEOUT)
          .pollInterval(Duration.ofMillis(1))
          .until(
              () -> {
                for (int i = 0; i < 20; i++) {
                  detect(0.6);
                }
                return drifts();
              });

      DriftDetected event =
          codec.fromRecord(
              probe.read(Topics.DRIFT, records -> !records.isEmpty()).get(0), DriftDetected.class);
      assertThat(event.model().generation()).isEqualTo(1);
      assertThat(event.images()).isEqualTo(60);
      assertThat(event.referenceImages()).isEqualTo(100);
      assertThat(event.features())
          .anySatisfy(
              feature -> {
                assertThat(feature.feature()).isEqualTo("brightness");
                assertThat(feature.effect()).isGreaterThan(1);
                assertThat(feature.traffic().get(0)).isGreaterThan(0.9);
              });
      when()
          .get("/v1/drift")
          .then()
          .body("status", equalTo("watching"))
          .body("latest.drifting", equalTo(true))
          .body("latest.features.find { it.feature == 'brightness' }.drifting", equalTo(true));
      assertThat(when().get("/q/metrics").asString())
          .contains(
              "boxstream_inference_drift_drifting{feature=\"brightness\",model=\"detector\"} 1.0");
      HardExample example =
          codec.fromRecord(
              probe
                  .read(Topics.HARD_EXAMPLES, records -> records.stream().anyMatch(this::isDrift))
                  .stream()
                  .filter(this::isDrift)
                  .findFirst()
                  .orElseThrow(),
              HardExample.class);
      assertThat(example.score().orElseThrow()).isGreaterThan(0.5);

      // When the light is as usual again
      await()
          .atMost(TIMEOUT)
          .pollInterval(Duration.ofMillis(1))
          .until(
              () -> {
                for (int i = 0; i < 20; i++) {
                  detect(1);
                }
                return !drifts();
              });

      // Then who was alerted is told
      DriftEnded ended =
          codec.fromRecord(
              probe
                  .read(Topics.DRIFT, records -> records.stream().anyMatch(DriftIT::isEnd))
                  .stream()
                  .filter(DriftIT::isEnd)
                  .reduce((earlier, later) -> later)
                  .orElseThrow(),
              DriftEnded.class);
      assertThat(ended.model()).isEqualTo(event.model());
      assertThat(ended.reason()).isEqualTo(DriftEnd.USUAL_AGAIN);
      assertThat(ended.since()).isEqualTo(event.to());
      assertThat(when().get("/q/metrics").asString())
          .contains(
              "boxstream_inference_drift_drifting{feature=\"brightness\",model=\"detector\"} 0.0");
    }
  }

  private boolean isDrift(ConsumerRecord<byte[], byte[]> record) {
    return codec.fromRecord(record, HardExample.class).reasons().contains(HardExampleReason.DRIFT);
  }

  private static boolean isEnd(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.headers().lastHeader("ce_type").value(), UTF_8)
        .equals(EventType.DRIFT_ENDED.typeName());
  }

  private void detect(double light) {
    byte[] png = new ImageEncoder().png(noise(light));
    given().contentType("image/png").body(png).post("/v1/detect").then().statusCode(200);
  }

  private static boolean drifts() {
    return Boolean.TRUE.equals(when().get("/v1/drift").then().extract().path("latest.drifting"));
  }

  private void promote(Artifacts artifacts) {
    CheckpointId checkpoint = TestCheckpoints.saveFresh(artifacts, 1, 1);
    List<ImageTraits> traits = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      ImageQuality quality = ImageQuality.of(noise(1));
      traits.add(new ImageTraits(quality.brightness(), quality.sharpness(), List.of()));
    }
    DriftReference reference = DriftReference.of(traits).orElseThrow();
    Map<String, DriftProfile.Feature> features = new TreeMap<>();
    reference
        .features()
        .forEach(
            (feature, one) ->
                features.put(
                    feature.code(),
                    new DriftProfile.Feature(
                        one.images(),
                        one.bins().edges(),
                        one.bins().labels(),
                        one.shares(),
                        one.covariance())));
    ScoreThresholds thresholds = new ScoreThresholds(0.99, Map.of());
    TestCheckpoints.evaluate(
        artifacts,
        checkpoint,
        Optional.of(thresholds),
        Optional.of(new DriftProfile(reference.images(), thresholds, features)));
    TestCheckpoints.promote(artifacts, 1, checkpoint);
    await()
        .atMost(TIMEOUT)
        .untilAsserted(() -> when().get("/v1/model").then().body("generation", equalTo(1)));
  }

  /** Grey noise around a level that varies from image to image. */
  private RgbImage noise(double light) {
    double level = light * (120 + 15 * random.nextGaussian());
    byte[] rgb = new byte[3 * SIDE * SIDE];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) Math.max(0, Math.min(255, level + 20 * random.nextGaussian()));
    }
    return new RgbImage(SIDE, SIDE, rgb);
  }
}
