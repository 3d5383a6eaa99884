package io.boxstream.local.settings;

import io.boxstream.local.LocalRunException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The folder in which a run keeps everything. While it is open no other run can open it; the system
 * gives the lock back when the process ends in whatever way.
 */
public final class StateFolder implements AutoCloseable {

  private static final String MARKER = "boxstream-state";
  private static final String LOCK = "lock";

  private final Path root;
  private final FileChannel lockChannel;
  private final FileLock lock;

  private StateFolder(Path root, FileChannel lockChannel, FileLock lock) {
    this.root = root;
    this.lockChannel = lockChannel;
    this.lock = lock;
  }

  /**
   * Opens a state folder and makes it when absent.
   *
   * @param fresh whether to delete what an earlier run left in it
   * @throws LocalRunException if another run uses it, or it holds something else
   */
  public static StateFolder open(Path root, boolean fresh) {
    Objects.requireNonNull(root, "root");
    try {
      requireOurs(root);
      Files.createDirectories(root);
      FileChannel channel =
          FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      StateFolder folder = new StateFolder(root, channel, lock(root, channel));
      if (fresh) {
        folder.clear();
      }
      Files.writeString(root.resolve(MARKER), "What a local run of Boxstream keeps.\n");
      Files.createDirectories(folder.logs());
      return folder;
    } catch (IOException e) {
      throw new LocalRunException("the state folder " + root + " cannot be used: " + e, e);
    }
  }

  /** Where a part of the system keeps its data; made when absent. */
  public Path part(String name) {
    try {
      return Files.createDirectories(root.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException("could not make " + root.resolve(name), e);
    }
  }

  /** A file of the launcher's own in this folder. */
  public Path file(String name) {
    return root.resolve(name);
  }

  /** Where the logs are. */
  public Path logs() {
    return root.resolve("logs");
  }

  /** The store's credentials, made at the first start and readable by the owner only. */
  public Secrets secrets() {
    Path file = root.resolve("store-credentials");
    try {
      if (Files.exists(file)) {
        List<String> lines = Files.readAllLines(file);
        return new Secrets(lines.get(0), lines.get(1));
      }
      Secrets secrets = Secrets.random();
      writePrivately(file, secrets.accessKey() + "\n" + secrets.secretKey() + "\n");
      return secrets;
    } catch (IOException | IndexOutOfBoundsException e) {
      throw new LocalRunException("the credentials in " + file + " cannot be read", e);
    }
  }

  /** Writes a file that nobody but the owner can read, in whole or not at all. */
  public static void writePrivately(Path file, String text) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(temporary);
    Files.createFile(temporary);
    if (Files.getFileStore(temporary).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(
          temporary, EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
    }
    Files.writeString(temporary, text);
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void close() {
    try (lockChannel) {
      lock.release();
    } catch (IOException e) {
      throw new UncheckedIOException("could not unlock " + root, e);
    }
  }

  private static void requireOurs(Path root) throws IOException {
    if (!Files.exists(root) || Files.exists(root.resolve(MARKER))) {
      return;
    }
    try (Stream<Path> content = Files.list(root)) {
      if (content.anyMatch(path -> !path.getFileName().toString().equals(LOCK))) {
        throw new LocalRunException(
            root + " is not a state folder of Boxstream and is not empty; give another --state");
      }
    }
  }

  private static FileLock lock(Path root, FileChannel channel) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      channel.close();
      throw new LocalRunException(
          "another run uses the state folder " + root + "; stop it or give another --state");
    }
    return lock;
  }

  private void clear() throws IOException {
    try (Stream<Path> content = Files.walk(root)) {
      List<Path> paths =
          content
              .filter(path -> !path.equals(root) && !path.equals(root.resolve(LOCK)))
              .sorted(Comparator.reverseOrder())
              .toList();
      for (Path path : paths) {
        Files.delete(path);
      }
    }
  }
}
