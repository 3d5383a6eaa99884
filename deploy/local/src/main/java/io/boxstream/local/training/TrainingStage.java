package io.boxstream.local.training;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxstream.events.ModelPromoted;
import io.boxstream.local.LocalRunException;
import io.boxstream.local.process.ConditionWaiter;
import io.boxstream.local.progress.Progress;
import io.boxstream.local.progress.Stage;
import io.boxstream.local.service.ServiceClient;
import io.boxstream.local.settings.TrainingChoice;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Requests a run for the data, or finds one, and waits until all its checkpoints are evaluated and
 * inference serves the best.
 */
public final class TrainingStage {

  private static final Duration RUN_TIMEOUT = Duration.ofDays(365);
  private static final Duration EVALUATION_TIMEOUT = Duration.ofHours(2);
  private static final Duration MODEL_TIMEOUT = Duration.ofMinutes(5);
  private static final Duration LONGEST_ANSWER = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(500);

  private final ServiceClient trainer;
  private final ServiceClient inference;
  private final TrainingEvents trainingEvents;
  private final ConditionWaiter waiter;
  private final Progress progress;
  private final Set<String> shownWarnings = new HashSet<>();

  public TrainingStage(
      ServiceClient trainer,
      ServiceClient inference,
      TrainingEvents trainingEvents,
      ConditionWaiter waiter,
      Progress progress) {
    this.trainer = Objects.requireNonNull(trainer, "trainer");
    this.inference = Objects.requireNonNull(inference, "inference");
    this.trainingEvents = Objects.requireNonNull(trainingEvents, "trainingEvents");
    this.waiter = Objects.requireNonNull(waiter, "waiter");
    this.progress = Objects.requireNonNull(progress, "progress");
  }

  /**
   * The run for this data: the one that was asked for before, one that is under way, or a new one.
   *
   * @param fingerprint of the data and the choice
   */
  public RunReport findOrRequest(
      String fingerprint, TrainingChoice choice, RunStateFile stateFile) {
    Optional<RunReport> known =
        stateFile
            .find(fingerprint)
            .flatMap(this::find)
            .filter(run -> run.isOpen() || run.isCompleted());
    if (known.isPresent()) {
      progress.show(Stage.TRAIN, "resuming run " + known.get().id());
      return known.get();
    }
    RunReport requested =
        waiter.await(
            "the trainer to take the run",
            LONGEST_ANSWER,
            () -> Optional.of(RunReport.of(trainer.post("/v1/runs", body(choice)))));
    stateFile.save(fingerprint, requested.id());
    progress.show(Stage.TRAIN, "run " + requested.id() + " was requested");
    return requested;
  }

  /**
   * Follows a run to its end.
   *
   * @throws LocalRunException if it does not complete
   */
  public RunReport awaitCompletion(RunReport run) {
    RunReport ended =
        waiter.await(
            "run " + run.id(),
            RUN_TIMEOUT,
            () -> {
              trainingEvents.poll(POLL);
              RunReport now = report(run.id());
              showNew(now.warnings());
              return Optional.of(now).filter(report -> !report.isOpen());
            });
    if (!ended.isCompleted()) {
      throw new LocalRunException(
          "training run " + ended.id() + " is " + ended.state() + ": " + ended.detail());
    }
    return ended;
  }

  /** Waits until every checkpoint of the run has a score and every promotion was announced. */
  public void awaitEvaluations(RunReport run) {
    waiter.await(
        "the evaluation of the checkpoints of run " + run.id(),
        EVALUATION_TIMEOUT,
        () -> {
          trainingEvents.poll(POLL);
          boolean done =
              trainingEvents.countEvaluated(run.checkpoints()) == run.checkpoints().size()
                  && trainingEvents.allPromoted(run.checkpoints());
          return done ? Optional.of(Boolean.TRUE) : Optional.empty();
        });
  }

  /**
   * Waits until inference serves the newest promotion.
   *
   * @throws LocalRunException if nothing was promoted
   */
  public ModelPromoted awaitServing(RunReport run) {
    ModelPromoted promoted =
        trainingEvents
            .newestPromotion()
            .orElseThrow(
                () ->
                    new LocalRunException(
                        "no checkpoint of run %s was promoted, so there is no model to serve. %s"
                            .formatted(run.id(), whyNotPromoted(run))));
    waiter.await(
        "inference to serve generation " + promoted.generation(),
        MODEL_TIMEOUT,
        () ->
            inference
                .find("/v1/model")
                .filter(model -> model.path("generation").asLong() >= promoted.generation()));
    return promoted;
  }

  private Optional<RunReport> find(String id) {
    return waiter.await(
        "the trainer to find run " + id,
        LONGEST_ANSWER,
        () -> Optional.of(trainer.find("/v1/runs/" + id).map(RunReport::of)));
  }

  private RunReport report(String id) {
    return RunReport.of(trainer.get("/v1/runs/" + id));
  }

  private String whyNotPromoted(RunReport run) {
    return trainingEvents
            .best(run.checkpoints())
            .flatMap(
                best ->
                    best.reason()
                        .map(
                            reason ->
                                "The best checkpoint, %s: %s."
                                    .formatted(best.checkpointId(), reason)))
            .orElse("It has no evaluated checkpoint.")
        + " --epochs sets the number of epochs, --minutes the training time";
  }

  private void showNew(List<String> warnings) {
    warnings.stream()
        .filter(shownWarnings::add)
        .forEach(warning -> progress.report(Stage.TRAIN, "warning: " + warning));
  }

  private static ObjectNode body(TrainingChoice choice) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("recipe", choice.recipe().code());
    // A preset in a file is the trainer's own: its configuration names it.
    choice
        .preset()
        .filter(value -> !TrainingChoice.isFile(value))
        .ifPresent(value -> body.put("preset", value));
    choice.epochs().ifPresent(value -> body.put("epochs", value));
    choice.minutes().ifPresent(value -> body.put("minutes", value));
    choice.batch().ifPresent(value -> body.put("batch", value));
    choice.learningRate().ifPresent(value -> body.put("learningRate", value));
    return body;
  }
}
