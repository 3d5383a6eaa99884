package io.boxstream.evaluator.score;

import io.boxstream.artifacts.store.ArtifactException;
import io.boxstream.dataset.ValidationSplit;
import java.time.Duration;
import java.util.Optional;

/** Where frozen validation sets and the bytes of their images come from. */
public interface ValidationImages {

  /**
   * The part of a data set snapshot that is scored.
   *
   * @throws ArtifactException when the snapshot cannot be read
   */
  ValidationSplit validation(String snapshot);

  /**
   * Waits until everything that is on the log now has been read: an image that is not there then
   * was deleted.
   *
   * @return false when the time was not enough
   */
  boolean awaitCaughtUp(Duration longest) throws InterruptedException;

  /** Whether the image is there. */
  boolean contains(String id);

  /** The image's bytes; empty when it was deleted. */
  Optional<byte[]> bytes(String id);
}
