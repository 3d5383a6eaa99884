package io.boxstream.cli.watch;

import java.util.Objects;

/**
 * An image and its annotation as a look has found them.
 *
 * @param image the image
 * @param annotation the annotation
 */
record LabelledFile(Stamp image, Stamp annotation) {

  LabelledFile {
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(annotation, "annotation");
  }

  /**
   * A version of a file.
   *
   * @param path below the followed folder, with slashes
   * @param size in bytes
   * @param modified milliseconds since 1970
   */
  record Stamp(String path, long size, long modified) {

    Stamp {
      Objects.requireNonNull(path, "path");
    }
  }
}
