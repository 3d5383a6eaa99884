package io.boxstream.trainer.run;

/**
 * What a request or the configuration changes about a recipe; every part that is null stays as the
 * recipe has it.
 *
 * @param recipe name of a recipe ({@code classic}, {@code quick})
 * @param preset name of a detector preset
 * @param epochs passes over the training split, at least 1
 * @param batch images per step, at least 1
 * @param learningRate base learning rate, above 0
 * @param seed of everything random in the run
 */
public record RunOverrides(
    String recipe, String preset, Integer epochs, Integer batch, Double learningRate, Long seed) {

  private static final int MAX_EPOCHS = 100_000;
  private static final int LARGEST_BATCH = 1024;

  public RunOverrides {
    requireRange(epochs, "epochs", MAX_EPOCHS);
    requireRange(batch, "batch", LARGEST_BATCH);
    if (learningRate != null && !(learningRate > 0 && learningRate <= 1)) {
      throw new IllegalArgumentException(
          "learningRate must be above 0 and at most 1, is " + learningRate);
    }
  }

  /** Nothing changed. */
  public static RunOverrides none() {
    return new RunOverrides(null, null, null, null, null, null);
  }

  /** These overrides, and the others where these say nothing. */
  public RunOverrides orElse(RunOverrides others) {
    return new RunOverrides(
        first(recipe, others.recipe),
        first(preset, others.preset),
        first(epochs, others.epochs),
        first(batch, others.batch),
        first(learningRate, others.learningRate),
        first(seed, others.seed));
  }

  private static <T> T first(T mine, T other) {
    return mine != null ? mine : other;
  }

  private static void requireRange(Integer value, String name, int most) {
    if (value != null && (value < 1 || value > most)) {
      throw new IllegalArgumentException(name + " must be between 1 and " + most + ", is " + value);
    }
  }
}
