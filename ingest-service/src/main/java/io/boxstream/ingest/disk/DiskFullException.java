package io.boxstream.ingest.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The disk is full. The write can be retried when space is available. */
public final class DiskFullException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** A disk with less free space counts as full, because file systems reserve their last blocks. */
  private static final long SMALLEST_ROOM = 64L * 1024;

  /**
   * @param directory a directory on the full disk
   * @param cause exception of the failed write
   */
  public DiskFullException(Path directory, Throwable cause) {
    super(
        "the disk of "
            + directory.toAbsolutePath()
            + " is full: delete files on it or enlarge it, then try again",
        cause);
  }

  /**
   * Translates a failed write: a full disk, or another I/O error.
   *
   * @param directory directory of the write
   */
  public static RuntimeException orElseUnchecked(IOException failure, Path directory) {
    return isFull(failure, directory)
        ? new DiskFullException(directory, failure)
        : new UncheckedIOException(failure);
  }

  /** Whether a write failed because the disk is full. */
  public static boolean isFull(IOException failure, Path directory) {
    String message = String.valueOf(failure.getMessage());
    return message.contains("No space left on device")
        || message.contains("Disk quota exceeded")
        || hasNoRoom(directory);
  }

  /** Needed because the system's error messages depend on its language. */
  private static boolean hasNoRoom(Path directory) {
    try {
      return Files.getFileStore(directory).getUsableSpace() < SMALLEST_ROOM;
    } catch (IOException e) {
      return false;
    }
  }
}
