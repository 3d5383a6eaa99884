package io.boxstream.detection.training;

import io.boxstream.detection.transform.Augmentation;

/**
 * How to train a detector, but for the data and the seed.
 *
 * @param name the recipe's name
 * @param preset the name of the detector's preset
 * @param batch images per step
 * @param epochs how often every image is seen
 * @param optimizer how gradients change the network
 * @param schedule the learning rate of each step
 * @param initialization how the network starts
 * @param augmentation how images are varied
 * @param evaluateEveryEpochs a checkpoint is written after every so many epochs, and after the last
 */
public record TrainingRecipe(
    String name,
    String preset,
    int batch,
    int epochs,
    OptimizerSettings optimizer,
    LearningRateSchedule schedule,
    Initialization initialization,
    Augmentation augmentation,
    int evaluateEveryEpochs) {
  /** Checks that the counts are positive. */
  public TrainingRecipe {
    if (batch < 1 || epochs < 1 || evaluateEveryEpochs < 1) {
      throw new IllegalArgumentException(
          "a recipe cannot have %d images a step, %d epochs, and a checkpoint every %d"
              .formatted(batch, epochs, evaluateEveryEpochs));
    }
  }
}
