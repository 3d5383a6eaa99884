package io.boxstream.evaluator.score;

import io.boxstream.artifacts.store.ArtifactException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where frozen validation sets and the bytes of their images come from. */
public interface ValidationImages {

  /**
   * The validation split of a data set snapshot.
   *
   * @throws ArtifactException when the snapshot cannot be read
   */
  List<ValidationImage> split(String snapshot);

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
