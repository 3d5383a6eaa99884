package io.boxstream.trainer.reproduction;

/** How far the repetition of a checkpoint is. */
public enum ReproductionState {
  /** Waits until no run is trained or waits. */
  QUEUED,
  /** Is being trained. */
  RUNNING,
  /** The parameters are the same, byte for byte. */
  SAME,
  /** A loss or the parameters differ. */
  DIFFERENT,
  /** Somebody stopped it, or the trainer shut down. */
  STOPPED,
  /** It could not be trained; the detail says why. */
  FAILED;

  /** Whether nothing follows. */
  public boolean isFinal() {
    return this != QUEUED && this != RUNNING;
  }
}
