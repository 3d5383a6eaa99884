package io.boxstream.trainer.run;

import static java.util.Objects.requireNonNull;

import io.boxstream.detection.DetectorPreset;
import io.boxstream.detection.Presets;
import io.boxstream.detection.training.LearningRateSchedule;
import io.boxstream.detection.training.LearningRateSchedule.StepDecay;
import io.boxstream.detection.training.LearningRateSchedule.WarmupCosine;
import io.boxstream.detection.training.Recipes;
import io.boxstream.detection.training.TrainingRecipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The recipes by name, with the configuration's and a request's changes. */
public final class RecipeRegistry {

  /** SSD512 on VGG16-atrous, for GPUs. */
  public static final String CLASSIC = "classic";

  /** A useful detector in minutes, for CPUs. */
  public static final String QUICK = "quick";

  /** A better detector in half an hour, for CPUs. */
  public static final String THOROUGH = "thorough";

  private static final List<String> NAMES = List.of(CLASSIC, QUICK, THOROUGH);
  private static final int WARMUP_SHARE = 10;

  /** Ends the name of a preset that has other anchors for Pascal VOC than for one's own data. */
  private static final String FOR_PASCAL_VOC = "_voc";

  private final RunOverrides defaults;
  private final Optional<DetectorPreset> ownPreset;

  /**
   * @param defaults what the configuration says; names a recipe
   * @param ownPreset a preset beside those that everybody has
   * @throws IllegalArgumentException if no run can have them
   */
  public RecipeRegistry(RunOverrides defaults, Optional<DetectorPreset> ownPreset) {
    this.defaults = requireNonNull(defaults, "defaults");
    this.ownPreset = requireNonNull(ownPreset, "ownPreset");
    requireNonNull(defaults.recipe(), "recipe");
    check(RunOverrides.none());
  }

  /**
   * Checks a request before its data are known.
   *
   * @throws IllegalArgumentException if its recipe or preset does not exist; the message lists
   *     those that do
   */
  public final void check(RunOverrides request) {
    preset(request);
  }

  /** What a request can name, the usual things first. */
  public RecipeList list() {
    List<RecipeList.PresetEntry> presets = new ArrayList<>();
    ownPreset.map(RecipeList.PresetEntry::of).ifPresent(presets::add);
    Presets.names().stream()
        .filter(name -> !name.endsWith(FOR_PASCAL_VOC))
        .map(Presets::named)
        .map(RecipeList.PresetEntry::of)
        .forEach(presets::add);
    return new RecipeList(
        new RecipeList.Configured(defaults.recipe(), Optional.ofNullable(defaults.preset())),
        List.of(
            entry(QUICK, "Minutes on two processors; starts from pretrained weights"),
            entry(THOROUGH, "Half an hour on two processors; sees smaller objects"),
            entry(CLASSIC, "GluonCV's recipe of 100 epochs; needs a GPU")),
        presets);
  }

  private static RecipeList.RecipeEntry entry(String name, String description) {
    String preset =
        switch (name) {
          case CLASSIC -> Recipes.classic().preset();
          case THOROUGH -> Recipes.thorough(1).preset();
          default -> Recipes.quick(1).preset();
        };
    return new RecipeList.RecipeEntry(name, description, preset);
  }

  /** The preset of a run. */
  public DetectorPreset preset(RunOverrides request) {
    RunOverrides merged = request.orElse(defaults);
    return preset(merged.preset() != null ? merged.preset() : recipe(merged, 1).preset());
  }

  private DetectorPreset preset(String name) {
    return ownPreset
        .filter(preset -> preset.name().equals(name))
        .orElseGet(() -> Presets.named(name));
  }

  /**
   * The recipe of a run, with nothing left open.
   *
   * @param trainingImages images in the training split, at least 1
   */
  public TrainingRecipe resolve(RunOverrides request, int trainingImages) {
    RunOverrides merged = request.orElse(defaults);
    TrainingRecipe recipe = recipe(merged, trainingImages);
    int batch = merged.batch() != null ? merged.batch() : recipe.batch();
    int epochs = merged.epochs() != null ? merged.epochs() : recipe.epochs();
    long steps = new EpochSchedule(trainingImages, batch, epochs).totalSteps();
    return new TrainingRecipe(
        recipe.name(),
        preset(request).name(),
        batch,
        epochs,
        recipe.updates(),
        schedule(recipe.schedule(), merged.learningRate(), steps),
        recipe.initialization(),
        recipe.augmentation(),
        checkpointEvery(recipe, epochs));
  }

  /**
   * What ends a run other than the number of its epochs.
   *
   * @param recipe what the run follows
   */
  public RunLimits limits(RunOverrides request, TrainingRecipe recipe) {
    return RunLimits.of(request.orElse(defaults), recipe);
  }

  /** The seed that the request or the configuration asks for, or null. */
  public Long seed(RunOverrides request) {
    return request.orElse(defaults).seed();
  }

  private TrainingRecipe recipe(RunOverrides merged, int trainingImages) {
    return switch (merged.recipe()) {
      case CLASSIC -> Recipes.classic();
      case QUICK ->
          merged.preset() == null
              ? Recipes.quick(trainingImages)
              : Recipes.quick(preset(merged.preset()), trainingImages);
      case THOROUGH ->
          merged.preset() == null
              ? Recipes.thorough(trainingImages)
              : Recipes.thorough(preset(merged.preset()), trainingImages);
      default ->
          throw new IllegalArgumentException(
              "no recipe " + merged.recipe() + "; there are " + NAMES);
    };
  }

  private static LearningRateSchedule schedule(
      LearningRateSchedule schedule, Double learningRate, long steps) {
    if (schedule instanceof WarmupCosine cosine) {
      double base = learningRate != null ? learningRate : cosine.base();
      long warmup = Math.min(cosine.warmupSteps(), Math.max(1, steps / WARMUP_SHARE));
      return new WarmupCosine(base, warmup, steps);
    }
    StepDecay decay = (StepDecay) schedule;
    double base = learningRate != null ? learningRate : decay.base();
    return new StepDecay(base, decay.factor(), decay.epochs());
  }

  /**
   * A schedule laid out over the whole run keeps its number of checkpoints, any other its interval.
   */
  private static int checkpointEvery(TrainingRecipe recipe, int epochs) {
    if (recipe.schedule() instanceof StepDecay) {
      return recipe.evaluateEveryEpochs();
    }
    int checkpoints = ceilingDivide(recipe.epochs(), recipe.evaluateEveryEpochs());
    return ceilingDivide(epochs, checkpoints);
  }

  private static int ceilingDivide(int dividend, int divisor) {
    return (dividend + divisor - 1) / divisor;
  }
}
