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
  private static final int QUICK_STEPS = 600;
  private static final int QUICK_CHECKPOINTS = 4;
  private static final int QUICK_WARMUP = 50;

  /**
   * Measured with schedules of 400 steps, VOC07 mAP on held-out images: 0.88 on BCCD and 0.84 on
   * the sample data set of the local run. MobileNet 0.25 reached 0.73 on BCCD and no useful result
   * on the sample. The compact network reached 0.93 with a rate of 0.003 and 0.94 with 0.01.
   */
  private static final double QUICK_RATE = 0.01;

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

  /**
   * A small detector trained in about six hundred steps, which takes minutes on two processors.
   *
   * @param trainingImages the number of training images
   */
  public static TrainingRecipe quick(int trainingImages) {
    if (trainingImages < 1) {
      throw new IllegalArgumentException("cannot train on " + trainingImages + " images");
    }
    int epochs = Math.max(1, Math.round((float) QUICK_STEPS * QUICK_BATCH / trainingImages));
    long steps = Math.max(1, (long) epochs * trainingImages / QUICK_BATCH);
    return new TrainingRecipe(
        "quick",
        "boxstream_300_compact",
        QUICK_BATCH,
        epochs,
        UpdateSettings.of(new Adam(0.9, 0.999, 1e-8, 0)),
        new WarmupCosine(QUICK_RATE, QUICK_WARMUP, steps),
        Initialization.HE,
        Augmentation.QUICK,
        Math.max(1, (epochs + QUICK_CHECKPOINTS - 1) / QUICK_CHECKPOINTS));
  }
}
