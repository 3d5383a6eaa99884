package io.boxstream.evaluator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.blob.BlobReference;
import io.boxstream.artifacts.evaluation.EvaluationDecision;
import io.boxstream.artifacts.evaluation.EvaluationDecision.Verdict;
import io.boxstream.artifacts.evaluation.EvaluationReport;
import io.boxstream.artifacts.evaluation.ScoreThresholds;
import io.boxstream.artifacts.promotion.Promotion;
import io.boxstream.artifacts.retention.RetentionSettings;
import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.artifacts.store.ObjectStores;
import io.boxstream.artifacts.store.RetrySettings;
import io.boxstream.artifacts.store.StoreSettings;
import io.boxstream.evaluator.decide.Decisions;
import io.boxstream.evaluator.policy.PolicySettings;
import io.boxstream.events.EvaluationCompleted;
import io.boxstream.events.EventCodec;
import io.boxstream.events.KafkaSettings;
import io.boxstream.events.LabelDigest;
import io.boxstream.events.LabelFinding;
import io.boxstream.events.LabelFindings;
import io.boxstream.events.ModelPromoted;
import io.boxstream.events.PromotionDecision;
import io.boxstream.events.Split;
import io.boxstream.events.SuspectReason;
import io.boxstream.events.TopicAdmin;
import io.boxstream.events.Topics;
import io.boxstream.events.consume.DeadLetters;
import io.boxstream.meters.ServiceMetrics;
import io.boxstream.testbed.OnTestbed;
import io.boxstream.testbed.TestBroker;
import io.boxstream.testbed.TestStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The evaluator between a real broker and a real store, with detectors that need no engine. */
@OnTestbed
class EvaluatorIT {
  private static final Duration LONG = Duration.ofMinutes(2);

  @TempDir Path directory;

  private final MeterRegistry meters = new SimpleMeterRegistry();
  private TestBroker broker;
  private TestStore storeServer;
  private StoreSettings storeSettings;
  private ObjectStore store;
  private Artifacts artifacts;
  private EvaluatorTestbed testbed;

  @BeforeEach
  void startServers() {
    broker = TestBroker.start(directory.resolve("broker"));
    storeServer = TestStore.start(directory.resolve("store"));
    storeSettings =
        StoreSettings.of(
            storeServer.endpoint().toString(),
            storeServer.accessKey(),
            storeServer.secretKey(),
            "boxstream");
    store = ObjectStores.connect(storeSettings);
    artifacts = new Artifacts(store);
    TopicAdmin.createAll(broker.bootstrapServers());
    testbed = new EvaluatorTestbed(broker.bootstrapServers(), artifacts);
  }

  @AfterEach
  void stopServers() {
    testbed.close();
    store.close();
    storeServer.close();
    broker.close();
  }

  @Test
  void scoresDecidesAndPromotesWhileBadCheckpointsBecomeDeadLetters() {
    String snapshot = testbed.publishImages(3);
    BlobReference missing = new BlobReference("f".repeat(64), 10);
    BlobReference useless = artifacts.blobs().put("useless".getBytes(UTF_8));
    byte[] poison = "no event at all".getBytes(UTF_8);
    try (Evaluator evaluator = start("work")) {
      testbed.writeCheckpoint(1, snapshot, artifacts.blobs().put(FakeDetectors.BLIND));
      testbed.send(Topics.CHECKPOINTS, "run", poison);
      testbed.writeCheckpoint(2, snapshot, missing);
      testbed.writeCheckpoint(3, snapshot, useless);
      testbed.writeCheckpoint(4, snapshot, artifacts.blobs().put(FakeDetectors.PERFECT));
      testbed.announce(artifacts.checkpoints().load(Samples.checkpoint(4)));
      testbed.announce(artifacts.checkpoints().load(Samples.checkpoint(1)));

      until(() -> evaluationsOnTheLog() == 4);

      assertThat(testbed.events(EvaluationCompleted.class))
          .filteredOn(event -> event.epoch() == 4)
          .allSatisfy(
              event -> {
                assertThat(event.decision()).isEqualTo(PromotionDecision.BETTER_PROMOTED);
                assertThat(event.voc07().orElseThrow()).isGreaterThan(0.99);
                assertThat(event.championCheckpointId()).contains("run-000001");
                assertThat(event.championVoc07()).contains(0.0);
                assertThat(event.evidence().orElseThrow().gain().orElseThrow().mean())
                    .hasValueSatisfying(
                        gain -> assertThat(gain.low()).isEqualTo(1.0, within(1e-9)));
                assertThat(event.evidence().orElseThrow().trial().orElseThrow().images())
                    .isEqualTo(3);
                assertThat(event.images()).isEqualTo(3);
                assertThat(event.perClass()).containsOnlyKeys("hat");
                assertThat(event.perClassVoc10().orElseThrow()).containsOnlyKeys("hat");
                assertThat(event.perClassCoco().orElseThrow()).containsEntry("hat", 1.0);
                assertThat(event.coco().orElseThrow().precision().all()).contains(1.0);
                assertThat(event.coco().orElseThrow().precision().large()).isEmpty();
                assertThat(event.coco().orElseThrow().recall().best1()).contains(1.0);
              });
      assertThat(artifacts.evaluations().list(Samples.checkpoint(4)))
          .singleElement()
          .satisfies(
              report ->
                  assertThat(
                          artifacts.evaluations().curves(report.curves().orElseThrow()).perClass())
                      .containsOnlyKeys("hat"));
      assertThat(thresholds(4).orElseThrow().overall()).isBetween(0.01, 0.9);
      assertThat(thresholds(1)).as("nothing is found").isEmpty();
      assertThat(artifacts.promotions(Samples.MODEL).history())
          .extracting(Promotion::checkpoint)
          .containsExactly(Samples.checkpoint(1), Samples.checkpoint(4));
      assertThat(testbed.events(ModelPromoted.class))
          .extracting(ModelPromoted::generation)
          .contains(1L, 2L);
      assertDeadLetters(poison);
      assertThat(evaluator.isReady()).isTrue();
      assertThat(meters.get(EvaluatorMetrics.GENERATION).gauge().value()).isEqualTo(2);
      assertThat(meters.get(EvaluatorMetrics.PROMOTED_AT).gauge().value())
          .isEqualTo(
              artifacts
                  .promotions(Samples.MODEL)
                  .latest()
                  .orElseThrow()
                  .decidedAt()
                  .getEpochSecond());
      assertThat(score(ScoreMetrics.MEAN, "champion")).isGreaterThan(0.99);
      assertThat(score(ScoreMetrics.BY_CLASS, "champion")).isGreaterThan(0.99);
      assertThat(score(ScoreMetrics.MEAN, "challenger")).as("checkpoint 1 again").isZero();
      assertThat(
              meters
                  .get(EvaluatorMetrics.DECISIONS)
                  .tag("verdict", "better-promoted")
                  .counter()
                  .count())
          .as("checkpoint 4, announced twice")
          .isEqualTo(2);
      assertThat(meters.get(EvaluatorMetrics.UNUSABLE).counter().count()).isEqualTo(2);
    }
  }

  @Test
  void publishesNotificationsThatWereLost() {
    String snapshot = testbed.publishImages(1);
    BlobReference perfect = artifacts.blobs().put(FakeDetectors.PERFECT);
    artifacts.checkpoints().save(Samples.manifest(1, snapshot, perfect));
    decideWithoutNotification(1);

    try (Evaluator evaluator = start("work")) {
      until(() -> !testbed.events(ModelPromoted.class).isEmpty());

      assertThat(testbed.events(EvaluationCompleted.class))
          .extracting(EvaluationCompleted::checkpointId)
          .containsExactly("run-000001");
      assertThat(isLive(evaluator)).isTrue();
    }
    try (Evaluator again = start("work")) {
      until(again::isReady);
      testbed.writeCheckpoint(2, snapshot, artifacts.blobs().put(FakeDetectors.BLIND));
      until(() -> evaluationsOnTheLog() == 2);

      assertThat(testbed.events(ModelPromoted.class)).hasSize(1);
    }
  }

  /** What the code of the first days wrote, as the module of artifacts has recorded it. */
  @Test
  void comesUpToTheGenerationOfAnEarlierVersion() throws IOException {
    Path recorded = Path.of("../artifacts/src/test/resources/recorded/2026-11-23-17bdffbd");
    store.createBucket();
    try (Stream<Path> files = Files.walk(recorded)) {
      files
          .filter(Files::isRegularFile)
          .forEach(file -> store.put(recorded.relativize(file).toString(), file));
    }

    try (Evaluator evaluator = start("work")) {
      until(() -> !testbed.events(ModelPromoted.class).isEmpty());
      until(evaluator::isReady);

      assertThat(evaluator.evaluationService().promotions(Samples.MODEL).orElseThrow())
          .singleElement()
          .satisfies(
              promotion -> {
                assertThat(promotion.generation()).isEqualTo(1);
                assertThat(promotion.checkpoint()).hasToString("run-000001");
              });
      assertThat(testbed.events(EvaluationCompleted.class))
          .singleElement()
          .satisfies(
              event -> {
                assertThat(event.checkpointId()).isEqualTo("r1-000005");
                assertThat(event.decision()).isEqualTo(PromotionDecision.NOT_BETTER);
                assertThat(event.voc07()).contains(0.75);
              });
    }
  }

  @Test
  void losesNothingWhenStoreAndBrokerGoAwayAndComeBack() {
    String snapshot = testbed.publishImages(2);
    BlobReference blind = artifacts.blobs().put(FakeDetectors.BLIND);
    BlobReference perfect = artifacts.blobs().put(FakeDetectors.PERFECT);
    int storePort = storeServer.port();
    int brokerPort = broker.port();
    testbed.writeCheckpoint(1, snapshot, blind);
    storeServer.close();
    try (Evaluator evaluator = start("work")) {
      until(() -> isLive(evaluator));
      assertThat(evaluator.isReady()).isFalse();
      storeServer = TestStore.start(directory.resolve("store"), storePort);
      until(() -> evaluationsOnTheLog() == 1);

      broker.close();
      broker = TestBroker.start(directory.resolve("broker"), brokerPort);
      testbed.writeCheckpoint(2, snapshot, perfect);

      until(() -> evaluationsOnTheLog() == 2);
      assertThat(artifacts.promotions(Samples.MODEL).history()).hasSize(2);
      until(evaluator::isReady);
    }
  }

  /** As if the process was killed between the store and the log. */
  private void decideWithoutNotification(int epoch) {
    EvaluationReport report = artifacts.evaluations().save(Samples.report(epoch, 0.5));
    Promotion promotion =
        Promotion.following(
            0,
            Samples.MODEL,
            report.checkpoint(),
            new Promotion.Decision("the first", Decisions.POLICY, Optional.empty(), Samples.NOON),
            report.voc07(),
            Optional.of(report.validationSet().id()));
    artifacts.promotions(Samples.MODEL).append(promotion);
    artifacts
        .evaluations()
        .decide(
            new EvaluationDecision(
                report.checkpoint(),
                Samples.MODEL,
                report.validationSet().id(),
                Verdict.FIRST_PROMOTED,
                "the first",
                Optional.empty(),
                Optional.empty(),
                Optional.of(1),
                Optional.empty(),
                Samples.NOON));
  }

  private void assertDeadLetters(byte[] poison) {
    List<ConsumerRecord<byte[], byte[]>> letters =
        testbed.records(Topics.deadLetters(Topics.CHECKPOINTS));
    assertThat(letters).hasSize(3);
    assertThat(letters.get(0).value()).isEqualTo(poison);
    assertThat(letters.get(0).key()).isEqualTo("run".getBytes(UTF_8));
    assertThat(header(letters.get(0), DeadLetters.STAGE)).isEqualTo("decode");
    assertThat(header(letters.get(1), DeadLetters.STAGE)).isEqualTo("evaluate");
    assertThat(header(letters.get(1), DeadLetters.MESSAGE))
        .contains("run-000002", "blobs/" + "f".repeat(64));
    assertThat(header(letters.get(2), DeadLetters.MESSAGE)).contains("run-000003", "useless");
  }

  @Test
  void labelsAreComparedWithThePromotedModelAndWithItsSuccessorFromTheBeginning() {
    String snapshot = testbed.publishImages(3);
    String unlabelled;
    try (Evaluator evaluator = start("work")) {
      // Given a model that agrees with all labels
      testbed.writeCheckpoint(1, snapshot, artifacts.blobs().put(FakeDetectors.PERFECT));
      until(() -> testbed.records(Topics.LABEL_FINDINGS).size() == 3);
      assertThat(findings()).isEmpty();

      // When an image comes whose hat has no box
      unlabelled = testbed.publishImage(50, Split.TRAIN, List.of());

      // Then the model contradicts that
      until(() -> findings().size() == 1);
      LabelFindings found = findings().get(0);
      assertThat(found.imageId()).isEqualTo(unlabelled);
      assertThat(found.labels()).isEqualTo(LabelDigest.of(List.of()));
      assertThat(found.generation()).isEqualTo(1);
      assertThat(found.findings())
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.reason()).isEqualTo(SuspectReason.MISSING_LABEL);
                assertThat(finding.detected().orElseThrow().xMin()).isEqualTo(10, within(1e-3));
                assertThat(finding.detected().orElseThrow().yMax()).isEqualTo(30, within(1e-3));
                assertThat(finding.score()).isGreaterThan(0.5);
              });
      assertThat(meters.get("boxstream.evaluator.label.check.images").counter().count())
          .isEqualTo(4);
    }

    // When the process starts again and images change
    try (Evaluator evaluator = start("work")) {
      testbed.publishImage(50, Split.TRAIN, List.of(EvaluatorTestbed.HAT));

      // Then it continues where it was: the corrected image is the only one that is compared
      until(() -> testbed.records(Topics.LABEL_FINDINGS).size() == 5);
      assertThat(testbed.records(Topics.LABEL_FINDINGS))
          .filteredOn(record -> new String(record.key(), UTF_8).equals(unlabelled))
          .last()
          .satisfies(record -> assertThat(record.value()).isNull());

      // When another model is promoted by hand, Then all images are compared again
      testbed.writeCheckpoint(2, snapshot, artifacts.blobs().put(FakeDetectors.BLIND));
      until(() -> evaluationsOnTheLog() == 2);
      artifacts
          .promotions(Samples.MODEL)
          .append(
              Promotion.following(
                  1,
                  Samples.MODEL,
                  Samples.checkpoint(2),
                  new Promotion.Decision("a test", "hand", Optional.empty(), Instant.now()),
                  Optional.empty(),
                  Optional.empty()));
      until(() -> findings().stream().filter(one -> one.generation() == 2).count() == 4);
      assertThat(findings())
          .filteredOn(one -> one.generation() == 2)
          .allSatisfy(
              one ->
                  assertThat(one.findings())
                      .extracting(LabelFinding::reason)
                      .containsExactly(SuspectReason.EXTRA_LABEL));
    }
  }

  private List<LabelFindings> findings() {
    EventCodec codec = EventCodec.forService("test");
    return testbed.records(Topics.LABEL_FINDINGS).stream()
        .filter(record -> record.value() != null)
        .map(record -> codec.fromRecord(record, LabelFindings.class))
        .toList();
  }

  private Optional<ScoreThresholds> thresholds(int epoch) {
    return artifacts.evaluations().list(Samples.checkpoint(epoch)).stream()
        .flatMap(report -> report.details().stream())
        .findFirst()
        .map(artifacts.evaluations()::details)
        .orElseThrow()
        .thresholds();
  }

  private Evaluator start(String work) {
    EvaluatorSettings settings =
        new EvaluatorSettings(
            KafkaSettings.of(broker.bootstrapServers()),
            storeSettings,
            new RetrySettings(
                Duration.ofMillis(50),
                Duration.ofMillis(200),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5)),
            Samples.MODEL,
            directory.resolve(work),
            PolicySettings.defaults().with(new PolicySettings.Minimums(1, 0, 0)),
            new EvaluatorSettings.Scoring(2, Duration.ofSeconds(20), 1 << 20, true),
            new EvaluatorSettings.Retention(
                Optional.empty(),
                new RetentionSettings(
                    Duration.ofDays(7),
                    10,
                    20,
                    Duration.ofDays(365),
                    Duration.ofDays(45),
                    Duration.ofHours(24))));
    Evaluator evaluator =
        new Evaluator(
            settings,
            new FakeDetectors(),
            new EvaluatorMetrics(meters, Samples.MODEL),
            new ServiceMetrics(
                meters, directory.resolve(work), Evaluator.written(), Evaluator.read()),
            Clock.systemUTC(),
            () -> {
              throw new AssertionError("the store passed for unsafe");
            });
    evaluator.start();
    return evaluator;
  }

  private double score(String name, String side) {
    return meters.get(name).tag("metric", "voc07").tag("side", side).gauge().value();
  }

  private int evaluationsOnTheLog() {
    return testbed.events(EvaluationCompleted.class).size();
  }

  private static void until(BooleanSupplier condition) {
    await().atMost(LONG).until(condition::getAsBoolean);
  }

  private static boolean isLive(Evaluator evaluator) {
    return evaluator.loops().values().stream().allMatch(loop -> loop.get().isLive(Instant.now()));
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }
}
