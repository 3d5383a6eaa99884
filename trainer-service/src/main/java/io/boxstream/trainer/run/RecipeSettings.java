package io.boxstream.trainer.run;

import io.boxstream.artifacts.run.RunRecord.Configuration;
import io.boxstream.detection.DetectorPreset;
import io.boxstream.detection.Presets;
import io.boxstream.detection.network.FineTuning;
import io.boxstream.detection.network.PresetDescription;
import io.boxstream.detection.training.Initialization;
import io.boxstream.detection.training.LearningRateSchedule;
import io.boxstream.detection.training.LearningRateSchedule.StepDecay;
import io.boxstream.detection.training.LearningRateSchedule.WarmupCosine;
import io.boxstream.detection.training.OptimizerSettings;
import io.boxstream.detection.training.OptimizerSettings.Adam;
import io.boxstream.detection.training.OptimizerSettings.Sgd;
import io.boxstream.detection.training.TrainingRecipe;
import io.boxstream.detection.training.UpdateSettings;
import io.boxstream.detection.transform.Augmentation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A recipe as a run's record keeps it, and back. Everything is written out, so that a release with
 * another idea of a recipe still resumes the same run.
 */
public final class RecipeSettings {

  private static final String PRESET = "preset.description";
  private static final String FIXED = "base.layers.fixed";
  private static final String BASE_RATE = "base.learning.rate.factor";

  private RecipeSettings() {}

  /**
   * The configuration of a run that follows a recipe.
   *
   * @param preset the recipe's preset; written out if it is one of the user's own
   */
  public static Configuration write(
      TrainingRecipe recipe, DetectorPreset preset, List<String> classes) {
    Map<String, String> settings = new TreeMap<>();
    if (!Presets.isKnown(preset.name())) {
      settings.put(PRESET, PresetDescription.write(preset));
    }
    double learningRate = writeSchedule(recipe.schedule(), settings);
    writeOptimizer(recipe.updates().optimizer(), settings);
    writeFineTuning(recipe.updates().fineTuning(), settings);
    settings.put("initialization", recipe.initialization().name());
    settings.put("augmentation", recipe.augmentation().name());
    settings.put("checkpoint.every.epochs", Integer.toString(recipe.evaluateEveryEpochs()));
    return new Configuration(
        recipe.name(),
        recipe.preset(),
        classes,
        recipe.epochs(),
        recipe.batch(),
        learningRate,
        settings);
  }

  /**
   * The recipe that a run follows.
   *
   * @throws RunFailedException if the record is from a release that knew settings that this one
   *     does not
   */
  public static TrainingRecipe read(Configuration configuration) {
    Map<String, String> settings = configuration.settings();
    try {
      return new TrainingRecipe(
          configuration.recipe(),
          configuration.preset(),
          configuration.batch(),
          configuration.epochs(),
          new UpdateSettings(readOptimizer(settings), readFineTuning(settings)),
          readSchedule(settings, configuration.learningRate()),
          Initialization.valueOf(text(settings, "initialization")),
          Augmentation.valueOf(text(settings, "augmentation")),
          Integer.parseInt(text(settings, "checkpoint.every.epochs")));
    } catch (IllegalArgumentException unknown) {
      throw new RunFailedException(
          FailureCode.INVALID_CONFIGURATION,
          "the run's settings cannot be followed: " + unknown.getMessage(),
          unknown);
    }
  }

  /**
   * The preset that a run trains.
   *
   * @throws RunFailedException if this release does not know it
   */
  public static DetectorPreset preset(Configuration configuration) {
    try {
      return PresetDescription.resolve(configuration.preset(), presetDescription(configuration));
    } catch (IllegalArgumentException unknown) {
      throw new RunFailedException(
          FailureCode.INVALID_CONFIGURATION, unknown.getMessage(), unknown);
    }
  }

  /** The description of the preset, if it is one of the user's own. */
  public static Optional<String> presetDescription(Configuration configuration) {
    return Optional.ofNullable(configuration.settings().get(PRESET));
  }

  private static double writeSchedule(LearningRateSchedule schedule, Map<String, String> settings) {
    if (schedule instanceof WarmupCosine cosine) {
      settings.put("schedule", "warmup-cosine");
      settings.put("schedule.warmup.steps", Long.toString(cosine.warmupSteps()));
      settings.put("schedule.total.steps", Long.toString(cosine.totalSteps()));
      return cosine.base();
    }
    StepDecay decay = (StepDecay) schedule;
    settings.put("schedule", "step-decay");
    settings.put("schedule.factor", Double.toString(decay.factor()));
    settings.put(
        "schedule.epochs",
        decay.epochs().stream().map(String::valueOf).collect(Collectors.joining(",")));
    return decay.base();
  }

  private static LearningRateSchedule readSchedule(Map<String, String> settings, double base) {
    String schedule = text(settings, "schedule");
    return switch (schedule) {
      case "warmup-cosine" ->
          new WarmupCosine(
              base,
              Long.parseLong(text(settings, "schedule.warmup.steps")),
              Long.parseLong(text(settings, "schedule.total.steps")));
      case "step-decay" ->
          new StepDecay(
              base, number(settings, "schedule.factor"), epochs(text(settings, "schedule.epochs")));
      default -> throw new IllegalArgumentException("schedule " + schedule);
    };
  }

  private static List<Integer> epochs(String text) {
    return Arrays.stream(text.split(","))
        .filter(epoch -> !epoch.isEmpty())
        .map(Integer::valueOf)
        .toList();
  }

  private static void writeOptimizer(OptimizerSettings optimizer, Map<String, String> settings) {
    if (optimizer instanceof Sgd sgd) {
      settings.put("optimizer", "sgd");
      settings.put("optimizer.momentum", Double.toString(sgd.momentum()));
      settings.put("optimizer.weight.decay", Double.toString(sgd.weightDecay()));
      return;
    }
    Adam adam = (Adam) optimizer;
    settings.put("optimizer", "adam");
    settings.put("optimizer.beta1", Double.toString(adam.beta1()));
    settings.put("optimizer.beta2", Double.toString(adam.beta2()));
    settings.put("optimizer.epsilon", Double.toString(adam.epsilon()));
    settings.put("optimizer.weight.decay", Double.toString(adam.weightDecay()));
  }

  private static OptimizerSettings readOptimizer(Map<String, String> settings) {
    String optimizer = text(settings, "optimizer");
    double weightDecay = number(settings, "optimizer.weight.decay");
    return switch (optimizer) {
      case "sgd" -> new Sgd(number(settings, "optimizer.momentum"), weightDecay);
      case "adam" ->
          new Adam(
              number(settings, "optimizer.beta1"),
              number(settings, "optimizer.beta2"),
              number(settings, "optimizer.epsilon"),
              weightDecay);
      default -> throw new IllegalArgumentException("optimizer " + optimizer);
    };
  }

  private static void writeFineTuning(FineTuning fineTuning, Map<String, String> settings) {
    settings.put(FIXED, Boolean.toString(fineTuning.fixed()));
    settings.put(BASE_RATE, Double.toString(fineTuning.baseRate()));
  }

  /** Runs of earlier releases train every array. */
  private static FineTuning readFineTuning(Map<String, String> settings) {
    return settings.containsKey(FIXED)
        ? new FineTuning(Boolean.parseBoolean(text(settings, FIXED)), number(settings, BASE_RATE))
        : FineTuning.NONE;
  }

  private static double number(Map<String, String> settings, String key) {
    return Double.parseDouble(text(settings, key));
  }

  private static String text(Map<String, String> settings, String key) {
    String value = settings.get(key);
    if (value == null) {
      throw new IllegalArgumentException("no setting " + key);
    }
    return value;
  }
}
