package io.boxstream.local.settings;

import java.util.Objects;
import java.util.Optional;

/**
 * How the user wants to train; what is empty is left to the recipe.
 *
 * @param epochs positive
 * @param batch positive
 * @param learningRate positive
 */
public record TrainingChoice(
    Recipe recipe,
    Optional<String> preset,
    Optional<Integer> epochs,
    Optional<Integer> batch,
    Optional<Double> learningRate) {

  public TrainingChoice {
    Objects.requireNonNull(recipe, "recipe");
    epochs.ifPresent(value -> requirePositive(value, "--epochs"));
    batch.ifPresent(value -> requirePositive(value, "--batch"));
    learningRate.ifPresent(value -> requirePositive(value, "--learning-rate"));
  }

  private static void requirePositive(double value, String option) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(option + " must be greater than 0, not " + value);
    }
  }
}
