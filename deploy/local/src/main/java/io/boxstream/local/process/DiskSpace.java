package io.boxstream.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The free space on the disk of the state folder. */
public final class DiskSpace {

  private static final long MEGABYTE = 1_000_000;

  /** Below this the broker cannot be expected to write. */
  private static final long FULL = 64 * MEGABYTE;

  /** Broker, store and services of a run with the sample take about 200 MB. */
  private static final long LITTLE = 500 * MEGABYTE;

  private final Path folder;
  private final LongSupplier free;

  /**
   * The space on one disk.
   *
   * @param folder on that disk
   * @param free asks for the free bytes
   */
  DiskSpace(Path folder, LongSupplier free) {
    this.folder = Objects.requireNonNull(folder, "folder");
    this.free = Objects.requireNonNull(free, "free");
  }

  /** The space on the disk of a folder. */
  public static DiskSpace of(Path folder) {
    return new DiskSpace(folder, () -> usable(folder));
  }

  /** Whether processes that end may have ended because they could not write. */
  public boolean isFull() {
    return free.getAsLong() < FULL;
  }

  /** What the user should know about a disk with little space. */
  public Optional<String> warning() {
    return free.getAsLong() < LITTLE
        ? Optional.of(
            "Warning: "
                + state()
                + ". A run with the sample needs about 200 MB, one with your data at least three"
                + " times their size.")
        : Optional.empty();
  }

  /** What is wrong with a full disk, and what to do. */
  public String explanation() {
    return "the disk is full: "
        + state()
        + ". Make room there, then start again with the same command: every image that was"
        + " accepted is kept";
  }

  private String state() {
    long bytes = free.getAsLong();
    return bytes / MEGABYTE + " MB (" + bytes + " bytes) are free on the disk of " + folder;
  }

  private static long usable(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      throw new UncheckedIOException("could not read the free space of " + folder, e);
    }
  }
}
