package io.boxstream.ingest.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.h2.mvstore.MVStore;

/** The temporary files of an export, deleted at its end. */
public final class ExportWorkspace implements AutoCloseable {

  private final Path directory;
  private final MVStore store;

  private ExportWorkspace(Path directory, MVStore store) {
    this.directory = directory;
    this.store = store;
  }

  /**
   * Creates an empty workspace.
   *
   * @param root folder of all workspaces
   */
  public static ExportWorkspace create(Path root) throws IOException {
    Files.createDirectories(root);
    Path directory = Files.createTempDirectory(root, "export-");
    return new ExportWorkspace(directory, MVStore.open(directory.resolve("index.mv").toString()));
  }

  /** Deletes a folder of workspaces, which an earlier process may have left. */
  public static void deleteAll(Path root) {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + root, e);
    }
  }

  /** Maps that need not fit into memory. */
  MVStore store() {
    return store;
  }

  /** Creates an empty file. */
  public Path newFile() throws IOException {
    return Files.createTempFile(directory, "part-", ".tmp");
  }

  @Override
  public void close() {
    store.closeImmediately();
    deleteAll(directory);
  }
}
