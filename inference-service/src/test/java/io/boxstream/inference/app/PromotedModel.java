package io.boxstream.inference.app;

import static io.restassured.RestAssured.when;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.events.EventCodec;
import io.boxstream.events.ModelPromoted;
import io.boxstream.events.TopicAdmin;
import io.boxstream.events.Topics;
import io.boxstream.inference.TestCheckpoints;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The promotion chain of the service under test: a chain only grows. */
final class PromotedModel {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private PromotedModel() {}

  /** Waits until a model serves, after promoting the first one. Returns its generation. */
  static int serving() {
    TopicAdmin.createAll(KafkaAndStore.brokers());
    try (ObjectStore store = KafkaAndStore.connect()) {
      int newest = newest(new Artifacts(store));
      if (newest == 0) {
        return promote();
      }
      awaitServing(newest);
      return newest;
    }
  }

  /** Promotes another model and waits until it serves. Returns its generation. */
  static int promote() {
    try (ObjectStore store = KafkaAndStore.connect();
        TopicProbe probe = new TopicProbe(KafkaAndStore.brokers())) {
      Artifacts artifacts = new Artifacts(store);
      int generation = newest(artifacts) + 1;
      CheckpointId checkpoint = TestCheckpoints.saveFresh(artifacts, generation, generation);
      TestCheckpoints.promote(artifacts, generation, checkpoint);
      probe.send(
          EventCodec.forService("evaluator")
              .toRecord(
                  Topics.PROMOTIONS,
                  TestCheckpoints.MODEL,
                  new ModelPromoted(
                      TestCheckpoints.MODEL,
                      generation,
                      checkpoint.toString(),
                      checkpoint.manifestKey(),
                      "better",
                      "test",
                      0.5,
                      Optional.empty()),
                  Instant.now()));
      awaitServing(generation);
      return generation;
    }
  }

  private static int newest(Artifacts artifacts) {
    return artifacts
        .promotions(TestCheckpoints.MODEL)
        .latest()
        .map(promotion -> promotion.generation())
        .orElse(0);
  }

  private static void awaitServing(int generation) {
    await()
        .atMost(TIMEOUT)
        .untilAsserted(
            () ->
                when()
                    .get("/v1/model")
                    .then()
                    .statusCode(200)
                    .body("generation", equalTo(generation)));
  }
}
