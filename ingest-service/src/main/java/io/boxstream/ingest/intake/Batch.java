package io.boxstream.ingest.intake;

import java.util.Optional;

/** A group of images that are submitted together. */
public interface Batch {

  /** Whether the batch already contains this image. */
  boolean holds(String imageId);

  /**
   * Called before a record of this image is written. Until {@link #add} it is unknown whether the
   * record was written.
   */
  void publishing(String imageId);

  /** Called after the image was published as part of the batch. */
  void add(String imageId);

  /** The import that the batch is; empty if it is none. */
  Optional<String> importId();

  /** A batch for a single image. */
  static Batch single() {
    return new Batch() {
      @Override
      public boolean holds(String imageId) {
        return false;
      }

      @Override
      public void publishing(String imageId) {
        // no counts are restored for a single image
      }

      @Override
      public Optional<String> importId() {
        return Optional.empty();
      }

      @Override
      public void add(String imageId) {
        // no image follows
      }
    };
  }
}
