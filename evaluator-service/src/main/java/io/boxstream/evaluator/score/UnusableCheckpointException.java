package io.boxstream.evaluator.score;

import io.boxstream.artifacts.checkpoint.CheckpointId;

/** A checkpoint that cannot be scored. Not retriable. */
public final class UnusableCheckpointException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param checkpoint which
   * @param reason what is wrong, for people
   * @param cause what was thrown, or null
   */
  public UnusableCheckpointException(CheckpointId checkpoint, String reason, Throwable cause) {
    super("checkpoint " + checkpoint + " cannot be scored: " + reason, cause);
  }
}
