package io.boxstream.local.heldout;

import io.boxstream.events.LabelledBox;
import io.boxstream.events.PictureEncoding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A picture of the test split.
 *
 * @param id its identity on the log
 * @param name its file name in the data set
 * @param boxes what is labelled in it
 * @param file where its bytes are
 */
record HeldOutPicture(
    String id, String name, PictureEncoding format, List<LabelledBox> boxes, Path file) {

  HeldOutPicture {
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
      throw new UncheckedIOException("could not read picture " + id, e);
    }
  }
}
