package io.boxstream.detection.training;

import io.boxstream.detection.transform.Augmentation;

/**
 * How to train a detector, except for the data and the seed.
 *
 * @param name the recipe's name
 * @param preset the name of the detector's preset
 * @param batch images per step
 * @param epochs number of epochs
 * @param updates the optimizer with its hyper-parameters, and how the base network is trained
 * @param schedule the learning rate of each step
 * @param initialization the initial values of the network
 * @param augmentation how images are augmented
 * @param evaluateEveryEpochs number of epochs between checkpoints; a checkpoint is also written
 *     after the last epoch
 */
public record TrainingRecipe(
    String name,
    String preset,
    int batch,
    int epochs,
    UpdateSettings updates,
    LearningRateSchedule schedule,
    Initialization initialization,
    Augmentation augmentation,
    int evaluateEveryEpochs) {
  /** Checks that the counts are positive. */
  public TrainingRecipe {
    if (batch < 1 || epochs < 1 || evaluateEveryEpochs < 1) {
      throw new IllegalArgumentException(
          "batch size, epochs and evaluation interval must be positive, were %d, %d and %d"
              .formatted(batch, epochs, evaluateEveryEpochs));
    }
  }
}
