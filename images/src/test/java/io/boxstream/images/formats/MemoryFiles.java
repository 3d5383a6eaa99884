package io.boxstream.images.formats;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;

/** Files of a data set in memory. */
public final class MemoryFiles implements DataSetFiles {

  private final TreeMap<String, byte[]> files = new TreeMap<>();

  /** Adds a text. */
  public MemoryFiles with(String path, String text) {
    return with(path, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a file. */
  public MemoryFiles with(String path, byte[] content) {
    files.put(path, content.clone());
    return this;
  }

  /** Adds files whose content is not read: images. */
  public MemoryFiles withImages(String... paths) {
    for (String path : paths) {
      files.put(path, new byte[] {1});
    }
    return this;
  }

  @Override
  public List<String> paths() {
    return List.copyOf(files.keySet());
  }

  @Override
  public long size(String path) {
    return files.get(path).length;
  }

  @Override
  public InputStream open(String path) {
    return new ByteArrayInputStream(files.get(path));
  }
}
