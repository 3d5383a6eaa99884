package io.boxstream.inference.app;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.blob.BlobReference;
import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.events.DetectionResult;
import io.boxstream.events.EventCodec;
import io.boxstream.events.RolloutKind;
import io.boxstream.events.RolloutProgress;
import io.boxstream.events.RolloutState;
import io.boxstream.events.Topics;
import io.boxstream.inference.TestCheckpoints;
import io.boxstream.inference.TestImages;
import io.boxstream.inference.serve.CanaryRouter;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rollouts with real models that were never trained. The test plays the evaluator. */
@QuarkusTest
@TestProfile(RolloutsIT.EverythingIsFound.class)
@WithTestResource(value = KafkaAndStore.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class RolloutsIT {
  private static final int KEYS = 16;

  private final EventCodec codec = EventCodec.forService("evaluator");
  private TopicProbe probe;
  private int generation;

  /** At this threshold two untrained models find something, at different places. */
  public static class EverythingIsFound implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "boxstream.inference.threshold", "0.3",
          "boxstream.inference.hard-examples.per-hour", "0");
    }
  }

  @BeforeEach
  void serve() {
    generation = PromotedModel.serving();
    probe = new TopicProbe(KafkaAndStore.brokers());
  }

  @AfterEach
  void letGo() {
    probe.close();
  }

  @Test
  void aShadowCountsDifferencesAndAnswersNothing() {
    PlayedRollout rollout = rollout(challenger(101), RolloutKind.SHADOW, 0.99);
    rollout.announce(probe, RolloutState.RUNNING);
    rollout.awaitProgress(probe, progress -> true);

    given()
        .contentType("image/jpeg")
        .body(TestImages.jpeg(120, 80, 60_001))
        .post("/v1/detect")
        .then()
        .statusCode(200)
        .header(CanaryRouter.HTTP_HEADER, nullValue())
        .body("model.generation", equalTo(generation));

    RolloutProgress counted = rollout.awaitProgress(probe, progress -> progress.images() == 1);
    assertThat(counted.differing()).isEqualTo(1);
    assertThat(counted.boxes().values())
        .anyMatch(boxes -> boxes.onlyChampion() + boxes.onlyChallenger() > 0);
    assertThat(counted.challenger().stream().mapToLong(Long::longValue).sum()).isEqualTo(1);
    rollout.announce(probe, RolloutState.STOPPED);
  }

  @Test
  void aCanarySplitsKeysConsistently() {
    PlayedRollout rollout = rollout(challenger(102), RolloutKind.CANARY, 0.99);
    rollout.announce(probe, RolloutState.RUNNING);
    rollout.awaitProgress(probe, progress -> true);

    Map<String, String> first = answers(rollout);
    Map<String, String> second = answers(rollout);

    assertThat(second).as("a key stays on its side").isEqualTo(first);
    assertThat(first.values()).contains(rollout.challenger().toString());
    assertThat(first.values()).anyMatch(one -> !one.equals(rollout.challenger().toString()));
    RolloutProgress counted =
        rollout.awaitProgress(
            probe,
            progress ->
                progress.answers() > 0
                    && progress.images() > 0
                    && !progress.waits().orElseThrow().topic().challenger().isEmpty());
    assertThat(counted.fallbacks()).isZero();
    assertThat(counted.waits().orElseThrow().http().champion()).isEmpty();
    rollout.announce(probe, RolloutState.STOPPED);
  }

  @Test
  void aBadCanaryIsWithdrawnByItselfAndNoRequestIsLost() {
    PlayedRollout rollout = rollout(challenger(103), RolloutKind.CANARY, 0);
    rollout.announce(probe, RolloutState.RUNNING);
    rollout.awaitProgress(probe, progress -> true);

    answers(rollout);
    rollout.awaitProgress(probe, progress -> progress.withdrawn().isPresent());

    assertThat(answers(rollout).values()).doesNotContain(rollout.challenger().toString());
    rollout.announce(probe, RolloutState.ROLLED_BACK);
  }

  @Test
  void aChallengerWithoutItsParametersIsWithdrawn() {
    assertWithdrawn(
        store -> TestCheckpoints.save(store, 104, new BlobReference("ab".repeat(32), 10)),
        "abababab");
  }

  @Test
  void aChallengerWithOtherBytesThanItsManifestNamesIsWithdrawn() {
    assertWithdrawn(
        store -> {
          BlobReference reference = store.blobs().put(new byte[] {1, 2, 3});
          store.store().put(reference.key(), new byte[] {3, 2, 1});
          return TestCheckpoints.save(store, 105, reference);
        },
        "should have 3 bytes of that hash, but its hash is");
  }

  @Test
  void aChallengerWithParametersForOtherClassesIsWithdrawn() {
    assertWithdrawn(
        store -> TestCheckpoints.saveFresh(store, 106, List.of("hat", "person", "vest")),
        "of 2 classes needs");
  }

  /** The champion answers everything meanwhile, and afterwards. */
  private void assertWithdrawn(Function<Artifacts, CheckpointId> checkpoint, String reason) {
    PlayedRollout rollout;
    try (ObjectStore store = KafkaAndStore.connect()) {
      rollout = rollout(checkpoint.apply(new Artifacts(store)), RolloutKind.CANARY, 0.99);
    }
    rollout.announce(probe, RolloutState.RUNNING);

    RolloutProgress withdrawn =
        rollout.awaitProgress(probe, progress -> progress.withdrawn().isPresent());

    assertThat(withdrawn.withdrawn().orElseThrow())
        .startsWith("the challenger cannot be loaded: ")
        .contains(reason);
    assertThat(answers(rollout).values()).doesNotContain(rollout.challenger().toString());
    rollout.announce(probe, RolloutState.ROLLED_BACK);
  }

  private PlayedRollout rollout(CheckpointId challenger, RolloutKind mode, double disagreement) {
    return PlayedRollout.of(challenger, mode, disagreement, generation);
  }

  private static CheckpointId challenger(int epoch) {
    try (ObjectStore store = KafkaAndStore.connect()) {
      return TestCheckpoints.saveFresh(new Artifacts(store), epoch, epoch);
    }
  }

  /** Which checkpoint answered each key; the answers of the canary say that they are. */
  private Map<String, String> answers(PlayedRollout rollout) {
    byte[] round = UUID.randomUUID().toString().getBytes(UTF_8);
    for (int key = 0; key < KEYS; key++) {
      ProducerRecord<byte[], byte[]> request =
          new ProducerRecord<>(
              Topics.DETECTION_REQUESTS,
              ("camera-" + key).getBytes(UTF_8),
              TestImages.jpeg(60 + key, 50, 60_100 + key));
      request.headers().add("round", round);
      probe.send(request);
    }
    return probe
        .read(Topics.DETECTIONS, all -> all.stream().filter(one -> is(one, round)).count() >= KEYS)
        .stream()
        .filter(record -> is(record, round))
        .collect(
            Collectors.toMap(
                record -> new String(record.key(), UTF_8), record -> checkpoint(record, rollout)));
  }

  private static boolean is(ConsumerRecord<byte[], byte[]> answer, byte[] round) {
    return Arrays.equals(answer.headers().lastHeader("round").value(), round);
  }

  private String checkpoint(ConsumerRecord<byte[], byte[]> answer, PlayedRollout rollout) {
    String checkpoint = codec.fromRecord(answer, DetectionResult.class).model().checkpointId();
    assertThat(answer.headers().lastHeader(CanaryRouter.RECORD_HEADER) != null)
        .as("says that it is of a canary")
        .isEqualTo(checkpoint.equals(rollout.challenger().toString()));
    return checkpoint;
  }
}
