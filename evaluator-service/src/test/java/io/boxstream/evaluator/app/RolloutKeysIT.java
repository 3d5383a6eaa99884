package io.boxstream.evaluator.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.boxstream.access.ApiKey;
import io.boxstream.access.Identity;
import io.boxstream.access.KeyFile;
import io.boxstream.access.KeyHash;
import io.boxstream.access.KeySecret;
import io.boxstream.access.Scope;
import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.promotion.Promotion;
import io.boxstream.artifacts.rollout.Rollout;
import io.boxstream.artifacts.rollout.RolloutBudgets;
import io.boxstream.artifacts.rollout.RolloutMode;
import io.boxstream.evaluator.Samples;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A key for one model rolls out that model only, and one without the scope none. */
@QuarkusTest
@TestProfile(RolloutKeysIT.WithKeys.class)
@QuarkusTestResource(value = KafkaAndStore.class, restrictToAnnotatedClass = true)
class RolloutKeysIT {
  private static final Path FILE = Path.of("target", "keys-of-models.json").toAbsolutePath();
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String ROLLOUTS = "/v1/rollouts";
  private static final String OTHER = "hats";

  private final KeySecret ofDetector = KeySecret.generate(RANDOM);
  private final KeySecret ofOther = KeySecret.generate(RANDOM);
  private final KeySecret reader = KeySecret.generate(RANDOM);
  private final KeySecret everything = KeySecret.generate(RANDOM);

  @BeforeEach
  void awaitReadiness() throws IOException {
    EnumSet<Scope> promoting = EnumSet.of(Scope.READ, Scope.PROMOTE);
    List<ApiKey> keys =
        List.of(
            key(ofDetector, Identity.ofKey("ana", promoting, Optional.of(Samples.MODEL))),
            key(ofOther, Identity.ofKey("li", promoting, Optional.of(OTHER))),
            key(reader, Identity.ofKey("carl", EnumSet.of(Scope.READ), Optional.empty())),
            key(everything, Identity.ofKey("root", EnumSet.allOf(Scope.class), Optional.empty())));
    new KeyFile(FILE).change(before -> keys);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> with(everything).get(ROLLOUTS).then().statusCode(200));
  }

  @Test
  void aKeyForOneModelNeitherStartsNorEndsARolloutOfAnother() {
    Artifacts artifacts = KafkaAndStore.artifacts();
    artifacts.rollouts(OTHER).start(rollout(OTHER));
    promoteTheFirst(artifacts);

    // When the key is for the evaluator's model
    refused(start(ofDetector, OTHER, 2));
    refused(end(ofDetector, "hats-1"));

    // Then the other's rollout goes on, and its own is started and ended in its name
    assertThat(artifacts.rollouts(OTHER).latest()).isEqualTo(1);
    assertThat(artifacts.rollouts(OTHER).end(1)).isEmpty();
    start(ofDetector, Samples.MODEL, 2).statusCode(201).body("caller", equalTo("ana"));

    // When the key is for the other model, or may not promote
    refused(start(ofOther, Samples.MODEL, 2));
    refused(end(ofOther, "detector-1"));
    end(reader, "detector-1").statusCode(403).body("code", equalTo("insufficient-scope"));
    start(reader, Samples.MODEL, 2).statusCode(403).body("code", equalTo("insufficient-scope"));

    // Then
    assertThat(artifacts.rollouts(Samples.MODEL).end(1)).isEmpty();
    end(ofDetector, "detector-1").statusCode(200).body("end.caller", equalTo("ana"));
    end(everything, "hats-1").statusCode(200).body("end.caller", equalTo("root"));
  }

  private static void promoteTheFirst(Artifacts artifacts) {
    for (int epoch = 1; epoch <= 2; epoch++) {
      artifacts
          .checkpoints()
          .save(
              Samples.manifest(
                  epoch, Samples.HASH, artifacts.blobs().put(new byte[] {(byte) epoch})));
      artifacts.evaluations().save(Samples.report(epoch, epoch / 10.0));
    }
    Promotion first =
        Promotion.following(
            0,
            Samples.MODEL,
            Samples.checkpoint(1),
            new Promotion.Decision("first", "test", Optional.empty(), Instant.EPOCH),
            Optional.of(0.1),
            Optional.of(Samples.HASH));
    assertThat(artifacts.promotions(Samples.MODEL).append(first)).isTrue();
  }

  private static Rollout rollout(String model) {
    return new Rollout(
        "an id",
        model,
        1,
        Samples.checkpoint(1),
        1,
        RolloutMode.SHADOW,
        0.5,
        new RolloutBudgets(1.5, 0.2, 100, Duration.ofHours(1)),
        false,
        new Rollout.Request("try it", "somebody", Instant.now()));
  }

  private static ValidatableResponse start(KeySecret secret, String model, int epoch) {
    return with(secret)
        .contentType("application/json")
        .body(
            """
            {"model": "%s", "checkpoint": "%s", "mode": "shadow", "share": 0.5, "reason": "a test"}
            """
                .formatted(model, Samples.checkpoint(epoch)))
        .post(ROLLOUTS)
        .then();
  }

  private static ValidatableResponse end(KeySecret secret, String id) {
    return with(secret)
        .contentType("application/json")
        .body("{\"reason\": \"a test\"}")
        .post(ROLLOUTS + "/" + id + "/end")
        .then();
  }

  private static void refused(ValidatableResponse answer) {
    answer.statusCode(403).body("code", equalTo("other-model"));
  }

  private static RequestSpecification with(KeySecret secret) {
    return given().header("Authorization", "Bearer " + secret.reveal());
  }

  private static ApiKey key(KeySecret secret, Identity identity) {
    return new ApiKey(
        secret.id(), identity, Instant.now(), Optional.empty(), KeyHash.of(secret, RANDOM));
  }

  /** A service with a file of keys. */
  public static final class WithKeys implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
      try {
        new KeyFile(FILE).change(before -> List.of());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return Map.of("boxstream.access.keys-file", FILE.toString());
    }
  }
}
