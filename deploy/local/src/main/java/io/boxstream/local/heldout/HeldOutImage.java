package io.boxstream.local.heldout;

import io.boxstream.events.ImageEncoding;
import io.boxstream.events.LabelledBox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * An image of the test split.
 *
 * @param id its identity on the log
 * @param name its file name in the data set
 * @param boxes what is labelled in it
 * @param file where its bytes are
 */
record HeldOutImage(
    String id, String name, ImageEncoding format, List<LabelledBox> boxes, Path file) {

  HeldOutImage {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(format, "format");
    boxes = List.copyOf(boxes);
    Objects.requireNonNull(file, "file");
  }

  byte[] bytes() {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("could not read image " + id, e);
    }
  }
}
