package io.boxstream.ingest.intake;

/** What an image is handed in together with. */
public interface Batch {

  /** Whether this image has been part of the batch before. */
  boolean holds(String imageId);

  /** A record of this image is about to be written: whether it was is not known until it is. */
  void publishing(String imageId);

  /** This image is on the log and part of the batch. */
  void add(String imageId);

  /** An image that comes alone. */
  static Batch single() {
    return new Batch() {
      @Override
      public boolean holds(String imageId) {
        return false;
      }

      @Override
      public void publishing(String imageId) {
        // nobody counts a single image after a crash
      }

      @Override
      public void add(String imageId) {
        // nothing comes after it
      }
    };
  }
}
