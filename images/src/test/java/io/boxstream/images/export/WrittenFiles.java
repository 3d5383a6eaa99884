package io.boxstream.images.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The files of a data set in memory. */
public final class WrittenFiles implements ExportFiles {

  public final Map<String, byte[]> files = new TreeMap<>();
  private final Path directory;

  public WrittenFiles(Path directory) {
    this.directory = directory;
  }

  /** The text of a file. */
  public String text(String path) {
    return new String(files.get(path), UTF_8);
  }

  @Override
  public void add(String path, byte[] content) {
    if (files.put(path, content) != null) {
      throw new IllegalStateException(path + " was written twice");
    }
  }

  @Override
  public void add(String path, Path file) throws IOException {
    add(path, Files.readAllBytes(file));
  }

  @Override
  public Path temporaryFile() throws IOException {
    return Files.createTempFile(directory, "part", ".tmp");
  }
}
