package io.boxstream.trainer.app;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.boxstream.artifacts.run.RunRecord;
import io.boxstream.artifacts.run.RunRecord.Configuration;
import io.boxstream.artifacts.snapshot.DataSetWarning;
import io.boxstream.trainer.run.CheckpointSummary;
import io.boxstream.trainer.run.EarlyStopping;
import io.boxstream.trainer.run.MeanLosses;
import io.boxstream.trainer.run.RunLimits;
import io.boxstream.trainer.run.RunProgress;
import io.boxstream.trainer.run.RunStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A run as the HTTP resource shows it; what is not known is absent.
 *
 * @param id the run
 * @param state QUEUED, RUNNING, COMPLETED, STOPPED or FAILED
 * @param requestedAt when it was asked for
 * @param requestedBy who asked: a name, hand if it is unknown, or images
 * @param recipe name of the recipe; absent while the run is queued, as are preset, batch and seed
 * @param preset name of the detector preset
 * @param batch images per step
 * @param seed of everything random
 * @param minutes training time that was asked for; absent if the number of epochs ends the run.
 *     Then epochs and steps are estimates until it has ended
 * @param earlyStopping when validation ends the run; absent for never
 * @param parent checkpoint whose parameters it started from; absent for a start from scratch
 * @param epoch epochs completed
 * @param epochs epochs in all
 * @param step steps completed
 * @param steps steps in all
 * @param losses means over the present epoch; absent before the first step
 * @param learningRate of the latest step
 * @param imagesPerSecond at present
 * @param etaSeconds to the end; absent when unknown
 * @param checkpoints those published, by epoch
 * @param snapshot what it is trained on; absent while the run is queued
 * @param warnings what is to be known about the data set; empty while the run is queued
 * @param detail one sentence for people
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunView(
    String id,
    String state,
    Instant requestedAt,
    String requestedBy,
    String recipe,
    String preset,
    Integer batch,
    Long seed,
    Double minutes,
    EarlyStopping earlyStopping,
    String parent,
    int epoch,
    int epochs,
    long step,
    long steps,
    MeanLosses losses,
    double learningRate,
    double imagesPerSecond,
    Double etaSeconds,
    List<CheckpointSummary> checkpoints,
    Snapshot snapshot,
    List<DataSetWarning> warnings,
    String detail) {

  /**
   * The data set of a run.
   *
   * @param hash its address in the store
   * @param train images in the training split
   * @param val images in the validation split
   * @param test images in the test split
   * @param classes the labels, in the order of the network's outputs
   */
  public record Snapshot(String hash, int train, int val, int test, List<String> classes) {}

  private static final double MILLIS_PER_MINUTE = 60_000;

  /** Shows a run. */
  static RunView of(RunStatus run) {
    RunProgress progress = run.progress();
    Optional<RunRecord> plan = run.plan();
    Optional<Configuration> configuration = plan.map(RunRecord::configuration);
    Optional<RunLimits> limits = configuration.map(RunLimits::of);
    return new RunView(
        run.id(),
        run.state().name(),
        run.requestedAt(),
        run.requestedBy(),
        configuration.map(Configuration::recipe).orElse(null),
        configuration.map(Configuration::preset).orElse(null),
        configuration.map(Configuration::batch).orElse(null),
        plan.map(RunRecord::seed).orElse(null),
        limits
            .flatMap(RunLimits::timeBudget)
            .map(budget -> budget.toMillis() / MILLIS_PER_MINUTE)
            .orElse(null),
        limits.flatMap(RunLimits::earlyStopping).orElse(null),
        plan.flatMap(RunRecord::parent).map(Object::toString).orElse(null),
        progress.epoch(),
        progress.epochs(),
        progress.step(),
        progress.steps(),
        progress.losses().orElse(null),
        progress.learningRate(),
        progress.imagesPerSecond(),
        progress.etaSeconds().orElse(null),
        run.checkpoints(),
        plan.map(RunView::snapshot).orElse(null),
        plan.flatMap(RunRecord::warnings).orElse(List.of()),
        run.detail());
  }

  private static Snapshot snapshot(RunRecord plan) {
    return new Snapshot(
        plan.dataSet().hash(),
        plan.dataSet().train(),
        plan.dataSet().val(),
        plan.dataSet().test(),
        plan.configuration().classes());
  }
}
