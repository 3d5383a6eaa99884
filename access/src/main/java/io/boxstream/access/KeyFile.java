package io.boxstream.access;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The file of keys. A change replaces it as a whole, so that a reader sees the old or the new keys;
 * processes that change it take turns. Only its owner may read it.
 */
public final class KeyFile {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path file;

  public KeyFile(Path file) {
    this.file = requireNonNull(file, "file").toAbsolutePath();
  }

  /**
   * The keys.
   *
   * @throws IOException if there is no file, or it is damaged; the message names it
   */
  public List<ApiKey> read() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    try {
      return KeyDocument.read(bytes);
    } catch (IOException e) {
      throw new IOException("The file of keys " + file + " cannot be used: " + e.getMessage(), e);
    }
  }

  /**
   * Changes the keys; the file is made if there is none.
   *
   * @param change gets the keys and returns those that are there afterwards
   * @throws IOException if the file is damaged or cannot be written, or two keys have the same
   *     name; the file is then as it was
   */
  public void change(UnaryOperator<List<ApiKey>> change) throws IOException {
    Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
    try (FileChannel channel =
            FileChannel.open(
                lockFile, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), OWNER_ONLY);
        FileLock lock = channel.lock()) {
      requireNonNull(lock, "lock");
      byte[] next = KeyDocument.write(change.apply(Files.exists(file) ? read() : List.of()));
      KeyDocument.read(next);
      replace(next);
    }
  }

  private void replace(byte[] bytes) throws IOException {
    Path next =
        Files.createTempFile(file.getParent(), file.getFileName().toString(), "", OWNER_ONLY);
    try {
      try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(next);
    }
  }
}
