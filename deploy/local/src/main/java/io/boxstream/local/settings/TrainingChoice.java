package io.boxstream.local.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How the user wants to train; what is empty is left to the recipe.
 *
 * @param preset the name of a preset, or of a file that describes one
 * @param base the network that the first training starts from
 * @param epochs positive; not with minutes
 * @param minutes training time, positive; not with epochs
 * @param batch positive
 * @param learningRate positive
 */
public record TrainingChoice(
    Recipe recipe,
    Optional<String> preset,
    Optional<Base> base,
    Optional<Integer> epochs,
    Optional<Double> minutes,
    Optional<Integer> batch,
    Optional<Double> learningRate) {

  public TrainingChoice {
    Objects.requireNonNull(recipe, "recipe");
    epochs.ifPresent(value -> requirePositive(value, "--epochs"));
    minutes.ifPresent(value -> requirePositive(value, "--minutes"));
    if (epochs.isPresent() && minutes.isPresent()) {
      throw new IllegalArgumentException(
          "--epochs and --minutes both set the length of the training: leave one of them away");
    }
    batch.ifPresent(value -> requirePositive(value, "--batch"));
    learningRate.ifPresent(value -> requirePositive(value, "--learning-rate"));
  }

  /** Whether a preset is described in a file of that name. */
  public static boolean isFile(String preset) {
    return preset.endsWith(".json");
  }

  /**
   * A network to start from.
   *
   * @param file a {@code .params} or a safetensors file
   * @param classes the classes of the detector in it, in its order; may be empty
   */
  public record Base(Path file, List<String> classes) {

    public Base {
      Objects.requireNonNull(file, "file");
      classes = List.copyOf(classes);
    }
  }

  private static void requirePositive(double value, String option) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(option + " must be greater than 0, not " + value);
    }
  }
}
