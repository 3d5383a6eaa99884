package io.boxstream.ingest.disk;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A file system in memory of a few megabytes, which a test can fill. Mounting it takes root. */
public final class SmallDisk implements AutoCloseable {

  private static final int PAGE = 4096;

  private final Path directory;
  private final boolean mounted;

  private SmallDisk(Path directory, boolean mounted) {
    this.directory = directory;
    this.mounted = mounted;
  }

  /**
   * Mounts a disk where that is allowed; else the folder is on the disk that it was on.
   *
   * @param directory made when absent
   */
  public static SmallDisk mount(Path directory, int megabytes) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String options = "size=" + megabytes + "m";
    boolean mounted =
        succeeds("mount", "-t", "tmpfs", "-o", options, "tmpfs", directory.toString());
    return new SmallDisk(directory, mounted);
  }

  /** Skips the test where no disk could be mounted. */
  public SmallDisk orSkip() {
    Assumptions.assumeTrue(mounted, "mounting a small disk is not allowed here: run as root");
    return this;
  }

  /** The root of the disk. */
  public Path directory() {
    return directory;
  }

  /** Leaves no room. */
  public void fill() {
    byte[] page = new byte[PAGE];
    try (OutputStream out = Files.newOutputStream(filler())) {
      while (true) {
        out.write(page);
      }
    } catch (IOException full) {
      if (!DiskFullException.isFull(full, directory)) {
        throw new UncheckedIOException(full);
      }
    }
  }

  /** Makes room again. */
  public void clear() {
    try {
      Files.deleteIfExists(filler());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (mounted && !succeeds("umount", "-l", directory.toString())) {
      throw new IllegalStateException("cannot unmount " + directory);
    }
  }

  private Path filler() {
    return directory.resolve("filler");
  }

  private static boolean succeeds(String... command) {
    try {
      return new ProcessBuilder(List.of(command)).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
