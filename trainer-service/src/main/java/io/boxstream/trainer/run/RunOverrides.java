package io.boxstream.trainer.run;

/**
 * What a request or the configuration changes about a recipe; every part that is null stays as the
 * recipe has it.
 *
 * @param recipe name of a recipe ({@code classic}, {@code quick})
 * @param preset name of a detector preset
 * @param epochs passes over the training split, at least 1; not with {@code minutes}
 * @param batch images per step, at least 1
 * @param learningRate base learning rate, above 0
 * @param seed of everything random in the run
 * @param minutes training time, above 0; not with {@code epochs}
 * @param earlyStopping when the run ends before that because validation does not improve
 */
public record RunOverrides(
    String recipe,
    String preset,
    Integer epochs,
    Integer batch,
    Double learningRate,
    Long seed,
    Double minutes,
    EarlyStoppingOverrides earlyStopping) {

  private static final int MAX_EPOCHS = 100_000;
  private static final int LARGEST_BATCH = 1024;
  private static final double MAX_MINUTES = 1e8;

  public RunOverrides {
    requireRange(epochs, "epochs", MAX_EPOCHS);
    requireRange(batch, "batch", LARGEST_BATCH);
    if (learningRate != null && !(learningRate > 0 && learningRate <= 1)) {
      throw new IllegalArgumentException(
          "learningRate must be above 0 and at most 1, is " + learningRate);
    }
    if (minutes != null && !(minutes > 0 && minutes <= MAX_MINUTES)) {
      throw new IllegalArgumentException(
          "minutes must be above 0 and at most 100000000, is " + minutes);
    }
    if (minutes != null && epochs != null) {
      throw new IllegalArgumentException(
          "epochs and minutes both set the length of a run: leave one of them away");
    }
    earlyStopping = earlyStopping != null ? earlyStopping : EarlyStoppingOverrides.none();
  }

  /** Changes that leave open when the run ends, unless by its epochs. */
  public RunOverrides(
      String recipe, String preset, Integer epochs, Integer batch, Double learningRate, Long seed) {
    this(recipe, preset, epochs, batch, learningRate, seed, null, null);
  }

  /** Nothing changed. */
  public static RunOverrides none() {
    return new RunOverrides(null, null, null, null, null, null);
  }

  /** The same with a training time instead of a number of epochs. */
  public RunOverrides withMinutes(Double time) {
    return new RunOverrides(recipe, preset, null, batch, learningRate, seed, time, earlyStopping);
  }

  /** The same with a rule for early stopping. */
  public RunOverrides withEarlyStopping(EarlyStoppingOverrides rule) {
    return new RunOverrides(recipe, preset, epochs, batch, learningRate, seed, minutes, rule);
  }

  /**
   * These overrides, and the others where these say nothing. Epochs and minutes are one part: who
   * asks for one of them wants neither of the others.
   */
  public RunOverrides orElse(RunOverrides others) {
    boolean hasLength = epochs != null || minutes != null;
    return new RunOverrides(
        first(recipe, others.recipe),
        first(preset, others.preset),
        hasLength ? epochs : others.epochs,
        first(batch, others.batch),
        first(learningRate, others.learningRate),
        first(seed, others.seed),
        hasLength ? minutes : others.minutes,
        earlyStopping.orElse(others.earlyStopping));
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
