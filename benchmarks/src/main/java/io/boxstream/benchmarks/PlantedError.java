package io.boxstream.benchmarks;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.LabelledBox;
import java.util.List;

/**
 * An error that was put into a data set.
 *
 * @param kind what was done
 * @param image name of the image with the error
 * @param boxes where the error is: the box that was removed or changed, as it was and as it is now;
 *     empty if the whole image is the error
 */
record PlantedError(Kind kind, String image, List<LabelledBox> boxes) {

  /** The kinds of errors. */
  enum Kind {
    /** An object lost its box. */
    REMOVED_BOX,

    /** A box got another class. */
    WRONG_CLASS,

    /** A box was moved by 30 to 50 % of its width and height. */
    SHIFTED_BOX,

    /** A copy of an image of validation or test, encoded again and resized, is in training. */
    DUPLICATE_ACROSS_SPLITS,

    /** A box has a copy that is moved by at most 5 % of its width and height. */
    DOUBLED_BOX
  }

  PlantedError {
    requireNonNull(kind, "kind");
    requireNonNull(image, "image");
    boxes = List.copyOf(boxes);
  }
}
