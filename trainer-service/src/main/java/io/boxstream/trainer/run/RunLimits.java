package io.boxstream.trainer.run;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.run.RunRecord.Configuration;
import io.boxstream.detection.training.LearningRateSchedule.StepDecay;
import io.boxstream.detection.training.TrainingRecipe;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What ends a run other than the number of its epochs. The run's record keeps it.
 *
 * @param timeBudget training time, at least a millisecond; empty if the number of epochs ends the
 *     run
 * @param earlyStopping when validation ends it; empty for never
 */
public record RunLimits(Optional<Duration> timeBudget, Optional<EarlyStopping> earlyStopping) {

  private static final String TIME_BUDGET = "time.budget";
  private static final String PATIENCE = "early.stopping.patience";
  private static final String MINIMUM_GAIN = "early.stopping.minimum.gain";
  private static final String FROM_EPOCH = "early.stopping.from.epoch";
  private static final double MILLIS_PER_MINUTE = 60_000;

  public RunLimits {
    requireNonNull(earlyStopping, "earlyStopping");
    timeBudget
        .filter(budget -> budget.toMillis() < 1)
        .ifPresent(
            budget -> {
              throw new IllegalArgumentException("a time budget must be positive, is " + budget);
            });
  }

  /**
   * The limits of a run that follows a recipe.
   *
   * <p>If nobody says anything about early stopping, it applies to schedules whose rate stays
   * constant after a drop, from the last drop on: a drop often improves a score that had not
   * improved for long. It does not apply to schedules that fall to zero over the run, because their
   * last epochs are the best ones.
   */
  static RunLimits of(RunOverrides overrides, TrainingRecipe recipe) {
    Optional<Duration> budget =
        Optional.ofNullable(overrides.minutes())
            .map(
                minutes -> Duration.ofMillis(Math.max(1, Math.round(minutes * MILLIS_PER_MINUTE))));
    return new RunLimits(budget, earlyStopping(overrides.earlyStopping(), recipe, budget));
  }

  private static Optional<EarlyStopping> earlyStopping(
      EarlyStoppingOverrides overrides, TrainingRecipe recipe, Optional<Duration> budget) {
    double minimumGain =
        overrides.minimumGain() != null
            ? overrides.minimumGain()
            : EarlyStopping.DEFAULT_MINIMUM_GAIN;
    if (overrides.patience() != null) {
      return overrides.patience() == 0
          ? Optional.empty()
          : Optional.of(new EarlyStopping(overrides.patience(), minimumGain, 0));
    }
    if (budget.isEmpty() && recipe.schedule() instanceof StepDecay decay) {
      List<Integer> drops = decay.epochs();
      int lastDrop = drops.isEmpty() ? 0 : drops.get(drops.size() - 1);
      return Optional.of(new EarlyStopping(EarlyStopping.DEFAULT_PATIENCE, minimumGain, lastDrop));
    }
    return Optional.empty();
  }

  /** The same configuration with these limits. */
  Configuration addTo(Configuration configuration) {
    Map<String, String> settings = new TreeMap<>(configuration.settings());
    timeBudget.ifPresent(budget -> settings.put(TIME_BUDGET, budget.toString()));
    earlyStopping.ifPresent(
        rule -> {
          settings.put(PATIENCE, Integer.toString(rule.patience()));
          settings.put(MINIMUM_GAIN, Double.toString(rule.minimumGain()));
          settings.put(FROM_EPOCH, Integer.toString(rule.fromEpoch()));
        });
    return new Configuration(
        configuration.recipe(),
        configuration.preset(),
        configuration.classes(),
        configuration.epochs(),
        configuration.batch(),
        configuration.learningRate(),
        settings);
  }

  /**
   * The limits in a run's record; none in records of earlier releases.
   *
   * @throws RunFailedException if the record cannot be followed
   */
  public static RunLimits of(Configuration configuration) {
    Map<String, String> settings = configuration.settings();
    try {
      return new RunLimits(
          Optional.ofNullable(settings.get(TIME_BUDGET)).map(Duration::parse),
          Optional.ofNullable(settings.get(PATIENCE)).map(patience -> read(patience, settings)));
    } catch (IllegalArgumentException | DateTimeException unknown) {
      throw new RunFailedException(
          FailureCode.INVALID_CONFIGURATION,
          "the run's limits cannot be followed: " + unknown.getMessage(),
          unknown);
    }
  }

  private static EarlyStopping read(String patience, Map<String, String> settings) {
    return new EarlyStopping(
        Integer.parseInt(patience),
        Double.parseDouble(settings.getOrDefault(MINIMUM_GAIN, "")),
        Integer.parseInt(settings.getOrDefault(FROM_EPOCH, "")));
  }
}
