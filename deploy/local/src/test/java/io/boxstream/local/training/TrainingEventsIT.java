package io.boxstream.local.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.boxstream.events.EvaluationCompleted;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.KafkaEventPublisher;
import io.boxstream.events.KafkaSettings;
import io.boxstream.events.ModelPromoted;
import io.boxstream.events.PromotionDecision;
import io.boxstream.events.RunState;
import io.boxstream.events.TopicAdmin;
import io.boxstream.events.Topics;
import io.boxstream.events.TrainingProgress;
import io.boxstream.local.LocalRunException;
import io.boxstream.local.process.ConditionWaiter;
import io.boxstream.local.process.DiskSpace;
import io.boxstream.local.process.OrphanedProcesses;
import io.boxstream.local.process.Supervisor;
import io.boxstream.local.progress.PlainProgress;
import io.boxstream.local.progress.Progress;
import io.boxstream.local.service.ServiceClient;
import io.boxstream.local.service.TopicReader;
import io.boxstream.testbed.TestBroker;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 90, unit = TimeUnit.SECONDS)
class TrainingEventsIT {

  @Test
  void showsWhatTheServicesTellAndKnowsWhenARunIsDone(@TempDir Path directory) {
    try (TestBroker broker = TestBroker.start(directory)) {
      // Given a broker on which a run, a promotion and something unreadable were told
      KafkaSettings kafka = KafkaSettings.of(broker.bootstrapServers());
      TopicAdmin.createAll(kafka);
      try (EventPublisher publisher = KafkaEventPublisher.connect(kafka, "test")) {
        publisher.sendAndWait(
            new ProducerRecord<>(Topics.EVALUATIONS, new byte[] {1}, new byte[] {2}));
        publisher.publishAndWait("run", progress());
        publisher.publishAndWait("run-000002", evaluation("run-000002"));
      }
      ByteArrayOutputStream printed = new ByteArrayOutputStream();
      PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
      try (TopicReader reader = TopicReader.fromBeginning(kafka, TrainingEvents.topics())) {
        TrainingEvents trainingEvents =
            new TrainingEvents(reader, new PlainProgress(out, Clock.systemUTC()));

        // When the evaluation is known but not yet the promotion
        await()
            .until(
                () ->
                    read(trainingEvents).countEvaluated(List.of("run-000002", "run-000004")) == 1);

        // Then
        assertThat(trainingEvents.allPromoted(List.of("run-000002"))).isFalse();

        // When the promotion is told, too
        try (EventPublisher publisher = KafkaEventPublisher.connect(kafka, "test")) {
          publisher.publishAndWait("detector", promotion());
        }
        await().until(() -> read(trainingEvents).allPromoted(List.of("run-000002")));

        // Then
        assertThat(trainingEvents.newestPromotion()).contains(promotion());
        assertThat(printed.toString(StandardCharsets.UTF_8))
            .contains("train     running  epoch 3/4")
            .contains("evaluate  epoch 2  VOC07 mAP 0.500")
            .contains("promote   generation 1  checkpoint run-000002");
      }
    }
  }

  @Test
  void saysWhyThereIsNoModelToServe(@TempDir Path directory) {
    try (TestBroker broker = TestBroker.start(directory)) {
      // Given a run with two checkpoints that find next to nothing
      KafkaSettings kafka = KafkaSettings.of(broker.bootstrapServers());
      TopicAdmin.createAll(kafka);
      try (EventPublisher publisher = KafkaEventPublisher.connect(kafka, "test")) {
        publisher.publishAndWait("run-000001", belowMinimum("run-000001", 0.0));
        publisher.publishAndWait("run-000002", belowMinimum("run-000002", 0.0004));
      }
      RunReport run =
          new RunReport(
              "run",
              "COMPLETED",
              List.of("run-000001", "run-000002"),
              24,
              6,
              6,
              List.of("hat"),
              List.of(),
              "");
      URI nowhere = URI.create("http://127.0.0.1:1");
      HttpClient http = HttpClient.newHttpClient();
      Progress progress = new PlainProgress(System.out, Clock.systemUTC());
      try (TopicReader reader = TopicReader.fromBeginning(kafka, TrainingEvents.topics());
          Supervisor supervisor =
              new Supervisor(
                  new OrphanedProcesses(directory.resolve("processes")),
                  DiskSpace.of(directory),
                  notice -> {})) {
        TrainingStage stage =
            new TrainingStage(
                new ServiceClient("trainer", nowhere, http, Optional.empty()),
                new ServiceClient("inference", nowhere, http, Optional.empty()),
                new TrainingEvents(reader, progress),
                new ConditionWaiter(supervisor),
                progress);

        // When
        stage.awaitEvaluations(run);

        // Then
        assertThatThrownBy(() -> stage.awaitServing(run))
            .isInstanceOf(LocalRunException.class)
            .hasMessageContaining("no checkpoint of run run was promoted")
            .hasMessageContaining("run-000002: VOC07 mAP 4.0E-4 is too low")
            .hasMessageContaining("--epochs");
      }
    }
  }

  private static EvaluationCompleted belowMinimum(String checkpoint, double voc07) {
    return evaluation(
        checkpoint,
        voc07,
        PromotionDecision.BELOW_MINIMUM_FIRST_SCORE,
        Optional.of("VOC07 mAP " + voc07 + " is too low"));
  }

  private static TrainingEvents read(TrainingEvents trainingEvents) {
    trainingEvents.poll(Duration.ofMillis(200));
    return trainingEvents;
  }

  private static TrainingProgress progress() {
    return new TrainingProgress(
        "run",
        RunState.RUNNING,
        2,
        4,
        1,
        2,
        5,
        8,
        Optional.of(3.0),
        Optional.of(1.0),
        0.003,
        40,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static EvaluationCompleted evaluation(String checkpoint) {
    return evaluation(checkpoint, 0.5, PromotionDecision.FIRST_PROMOTED, Optional.empty());
  }

  private static EvaluationCompleted evaluation(
      String checkpoint, double voc07, PromotionDecision decision, Optional<String> reason) {
    return new EvaluationCompleted(
        checkpoint,
        "run",
        2,
        "detector",
        "a".repeat(64),
        6,
        Optional.of(voc07),
        Optional.of(voc07),
        Map.of("hat", voc07),
        decision,
        "evaluations/x.json",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        reason,
        Optional.empty(),
        Optional.empty());
  }

  private static ModelPromoted promotion() {
    return new ModelPromoted(
        "detector",
        1,
        "run-000002",
        "runs/run/checkpoints/000002.json",
        "first",
        "policy",
        0.5,
        Optional.empty());
  }
}
