package io.boxstream.trainer.run;

/**
 * Which steps make an epoch, and after which of them a checkpoint is due.
 *
 * <p>Epochs are concatenated and cut into full batches, so step <i>s</i> takes the items <i>sB</i>
 * to <i>(s+1)B-1</i> of the endless stream of epochs (the reference's "rollover": an incomplete
 * last batch opens the next epoch). The number of steps of an epoch therefore varies by one, and is
 * zero for some epochs when a batch is larger than the data set. What is left over after the last
 * epoch is not trained on, but a run has at least one step.
 *
 * @param images images in the training split, at least 1
 * @param batch images per step, at least 1
 * @param epochs passes over the training split, at least 1
 */
public record EpochSchedule(int images, int batch, int epochs) {

  public EpochSchedule {
    requirePositive(images, "images");
    requirePositive(batch, "batch");
    requirePositive(epochs, "epochs");
  }

  /**
   * A schedule whose end no run reaches, for runs that end in another way.
   *
   * @param images images in the training split, at least 1
   * @param batch images per step, at least 1
   */
  public static EpochSchedule endless(int images, int batch) {
    return new EpochSchedule(images, batch, Integer.MAX_VALUE);
  }

  /** Steps of the whole run. */
  public long totalSteps() {
    return Math.max(1L, (long) epochs * images / batch);
  }

  /**
   * Epochs that have no full batch left once the given number of steps is done; also the zero-based
   * epoch of the next step.
   *
   * @param steps steps done, 0 to {@link #totalSteps()}
   */
  public int epochsDone(long steps) {
    if (steps < 0 || steps > totalSteps()) {
      throw new IllegalArgumentException("steps " + steps + " of " + totalSteps());
    }
    if (steps == totalSteps()) {
      return epochs;
    }
    long done = ((steps + 1) * batch - 1) / images;
    return (int) Math.min(epochs - 1L, done);
  }

  /** Zero-based epoch in which the given zero-based step is trained. */
  public int epochOf(long step) {
    if (step >= totalSteps()) {
      throw new IllegalArgumentException("step " + step + " of " + totalSteps());
    }
    return epochsDone(step);
  }

  /**
   * First step of the given zero-based epoch; for an epoch without steps, the step after the epoch
   * before it.
   */
  public long firstStepOf(int epoch) {
    if (epoch < 0 || epoch > epochs) {
      throw new IllegalArgumentException("epoch " + epoch + " of " + epochs);
    }
    return epoch == epochs ? totalSteps() : Math.min(totalSteps(), (long) epoch * images / batch);
  }

  /** Whether the step just done, as the given count of steps, ended an epoch. */
  public boolean endsEpoch(long steps) {
    return steps > 0 && epochsDone(steps) > epochsDone(steps - 1);
  }

  /**
   * Whether a checkpoint is due once the given number of steps is done: at the end of every {@code
   * everyEpochs}-th epoch and of the last.
   */
  public boolean checkpointDue(long steps, int everyEpochs) {
    requirePositive(everyEpochs, "everyEpochs");
    if (steps == 0) {
      return false;
    }
    return steps == totalSteps()
        || epochsDone(steps) / everyEpochs > epochsDone(steps - 1) / everyEpochs;
  }

  private static void requirePositive(int value, String name) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, is " + value);
    }
  }
}
