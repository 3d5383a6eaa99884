package io.boxstream.detection.training;

import io.boxstream.detection.DetectorPreset;
import io.boxstream.detection.Presets;
import io.boxstream.detection.network.FineTuning;
import io.boxstream.detection.parameters.BundledBase;
import io.boxstream.detection.training.LearningRateSchedule.StepDecay;
import io.boxstream.detection.training.LearningRateSchedule.WarmupCosine;
import io.boxstream.detection.training.OptimizerSettings.Adam;
import io.boxstream.detection.training.OptimizerSettings.Sgd;
import io.boxstream.detection.transform.Augmentation;
import java.util.List;

/** The recipes that come with Boxstream. */
public final class Recipes {
  private static final int BATCH = 16;
  private static final int QUICK_CHECKPOINTS = 4;
  private static final String QUICK_PRESET = "boxstream_300_lite0";

  private static final int THOROUGH_STEPS = 750;
  private static final int THOROUGH_SCRATCH_STEPS = 3000;
  private static final int THOROUGH_CHECKPOINTS = 8;
  private static final String THOROUGH_PRESET = "boxstream_512_lite0";

  private static final int SCRATCH_STEPS = 600;
  private static final int SCRATCH_WARMUP = 50;

  /**
   * Measured with schedules of 400 steps, VOC07 mAP on held-out images: 0.88 on BCCD and 0.84 on
   * the sample data set of the local run. MobileNet 0.25 reached 0.73 on BCCD and no useful result
   * on the sample. The compact network reached 0.93 with a rate of 0.003 and 0.94 with 0.01.
   */
  private static final double SCRATCH_RATE = 0.01;

  private static final int LEAST_STEPS = 200;
  private static final int MOST_STEPS = 300;
  private static final int PRETRAINED_WARMUP = 10;
  private static final double PRETRAINED_RATE = 0.003;
  private static final FineTuning PRETRAINED_LAYERS = new FineTuning(true, 0.1);

  private Recipes() {}

  /** SSD 512 on VGG 16. Training takes hours on a GPU and days on a CPU. */
  public static TrainingRecipe classic() {
    return new TrainingRecipe(
        "classic",
        "ssd_512_vgg16_atrous",
        8,
        100,
        UpdateSettings.of(new Sgd(0.9, 0.0005)),
        new StepDecay(0.0005, 0.1, List.of(60, 80)),
        Initialization.REFERENCE,
        Augmentation.REFERENCE,
        5);
  }

  /** {@link #quick(DetectorPreset, int)} with the preset that suits most data sets. */
  public static TrainingRecipe quick(int trainingImages) {
    return quick(Presets.named(QUICK_PRESET), trainingImages);
  }

  /**
   * A detector trained in minutes on two processors: on a pretrained base network if one comes with
   * Boxstream for the preset's backbone, otherwise from random values in about six hundred steps.
   *
   * @param trainingImages the number of training images
   */
  public static TrainingRecipe quick(DetectorPreset preset, int trainingImages) {
    Length length =
        new Length("quick", quickSteps(trainingImages), SCRATCH_STEPS, QUICK_CHECKPOINTS);
    return recipe(length, preset, trainingImages);
  }

  /** {@link #thorough(DetectorPreset, int)} with the preset that suits most data sets. */
  public static TrainingRecipe thorough(int trainingImages) {
    return thorough(Presets.named(THOROUGH_PRESET), trainingImages);
  }

  /**
   * What half an hour on two processors gives: as {@link #quick(DetectorPreset, int)}, with more
   * steps.
   *
   * @param trainingImages the number of training images
   */
  public static TrainingRecipe thorough(DetectorPreset preset, int trainingImages) {
    return recipe(
        new Length("thorough", THOROUGH_STEPS, THOROUGH_SCRATCH_STEPS, THOROUGH_CHECKPOINTS),
        preset,
        trainingImages);
  }

  private static TrainingRecipe recipe(Length length, DetectorPreset preset, int trainingImages) {
    if (trainingImages < 1) {
      throw new IllegalArgumentException("cannot train on " + trainingImages + " images");
    }
    return BundledBase.exists(preset.backbone())
        ? fromPretrained(length, preset, trainingImages)
        : fromScratch(length, preset, trainingImages);
  }

  private static TrainingRecipe fromPretrained(
      Length length, DetectorPreset preset, int trainingImages) {
    int epochs = epochs(length.pretrainedSteps(), trainingImages);
    return new TrainingRecipe(
        length.recipe(),
        preset.name(),
        BATCH,
        epochs,
        new UpdateSettings(new Adam(0.9, 0.999, 1e-8, 0), PRETRAINED_LAYERS),
        new WarmupCosine(PRETRAINED_RATE, PRETRAINED_WARMUP, steps(epochs, trainingImages)),
        Initialization.PRETRAINED,
        Augmentation.QUICK,
        interval(epochs, length.checkpoints()));
  }

  private static TrainingRecipe fromScratch(
      Length length, DetectorPreset preset, int trainingImages) {
    int epochs = epochs(length.scratchSteps(), trainingImages);
    return new TrainingRecipe(
        length.recipe(),
        preset.name(),
        BATCH,
        epochs,
        UpdateSettings.of(new Adam(0.9, 0.999, 1e-8, 0)),
        new WarmupCosine(SCRATCH_RATE, SCRATCH_WARMUP, steps(epochs, trainingImages)),
        Initialization.HE,
        Augmentation.QUICK,
        interval(epochs, length.checkpoints()));
  }

  /**
   * How long a recipe trains.
   *
   * @param recipe its name
   * @param pretrainedSteps steps on a pretrained base network
   * @param scratchSteps steps from random values
   * @param checkpoints number of checkpoints
   */
  private record Length(String recipe, int pretrainedSteps, int scratchSteps, int checkpoints) {}

  /**
   * A step for each image: a hundred photographs need no more, and larger sets have more to learn.
   */
  private static int quickSteps(int trainingImages) {
    return Math.max(LEAST_STEPS, Math.min(MOST_STEPS, trainingImages));
  }

  private static int epochs(int steps, int trainingImages) {
    return Math.max(1, Math.round((float) steps * BATCH / trainingImages));
  }

  private static long steps(int epochs, int trainingImages) {
    return Math.max(1, (long) epochs * trainingImages / BATCH);
  }

  private static int interval(int epochs, int checkpoints) {
    return Math.max(1, (epochs + checkpoints - 1) / checkpoints);
  }
}
