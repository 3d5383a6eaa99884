package io.boxstream.images.formats;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The files of a data set in an archive. Several threads may read them. */
public interface DataSetFiles {

  /** Paths of all files below the top folder, with forward slashes, sorted. */
  List<String> paths();

  /** Size of a file in bytes. */
  long size(String path);

  /**
   * Reads a file from its start. The caller closes the stream.
   *
   * <p>A read fails with {@link UnreadableFileException} where the file is damaged.
   *
   * @param path one of {@link #paths}
   */
  InputStream open(String path);

  /**
   * Reads a small file.
   *
   * @param path one of {@link #paths}
   * @param limit maximum number of bytes
   * @throws UnreadableFileException if the file is damaged or longer than the limit
   */
  default byte[] read(String path, long limit) {
    if (size(path) > limit) {
      throw new UnreadableFileException(path + " has " + size(path) + " bytes, more than " + limit);
    }
    try (InputStream in = open(path)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Paths of all images, sorted. */
  default List<String> images() {
    return paths().stream().filter(FileNames::isImage).toList();
  }
}
