package io.boxstream.ingest.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The disk has no room for a write: worth another try when somebody has made room. */
public final class DiskFullException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** A disk with less than this is full: file systems keep their last blocks for themselves. */
  private static final long SMALLEST_ROOM = 64L * 1024;

  /**
   * @param directory on the disk that is full
   * @param cause what the system said
   */
  public DiskFullException(Path directory, Throwable cause) {
    super(
        "the disk of "
            + directory.toAbsolutePath()
            + " is full: delete files on it or enlarge it, then try again",
        cause);
  }

  /**
   * What a failed write is to its caller: a full disk, or an error of the disk.
   *
   * @param directory where it was tried
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

  /** The system's messages depend on its language. */
  private static boolean hasNoRoom(Path directory) {
    try {
      return Files.getFileStore(directory).getUsableSpace() < SMALLEST_ROOM;
    } catch (IOException e) {
      return false;
    }
  }
}
