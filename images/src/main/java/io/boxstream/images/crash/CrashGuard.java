package io.boxstream.images.crash;

/**
 * Told of each image before native code reads its bytes, and after. Native code can kill the
 * process; the guard of the next process then knows which images may have done it. Safe for many
 * threads.
 */
@FunctionalInterface
public interface CrashGuard {

  /** Guards nothing: for programs that are not started again. */
  CrashGuard NONE = contentHash -> () -> {};

  /**
   * Takes an image in hand. Waits while an image that is suspected of a crash has to be alone.
   *
   * @param contentHash SHA-256 of the bytes, 64 hexadecimal digits
   * @return to be closed when the image has been read, by any thread
   * @throws io.boxstream.images.CrashedImageException if the process died too often with it in hand
   */
  InHand take(String contentHash);

  /** An image that is being read. */
  interface InHand extends AutoCloseable {

    /** The image has been read, or refused. */
    @Override
    void close();
  }
}
