package io.boxstream.certificates;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * What differs between two versions of a file; a replaced file is another one to the system.
 *
 * @param modified when it was written
 * @param size bytes
 * @param fileKey which file it is to the system
 */
public record FileVersion(FileTime modified, long size, String fileKey) {
  private static final FileVersion MISSING = new FileVersion(FileTime.fromMillis(0), -1, "missing");

  /** The present version; all files that cannot be looked at have the same. */
  public static FileVersion of(Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new FileVersion(
          attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey()));
    } catch (IOException e) {
      return MISSING;
    }
  }
}
