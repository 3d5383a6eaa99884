package io.boxstream.ingest.export;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import io.boxstream.ingest.catalog.CatalogImage;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which images are exported, and with which labels. */
interface Selection {

  /**
   * Labels of an exported image.
   *
   * @param split its split
   * @param boxes every labelled object
   */
  record Labels(Split split, List<LabelledBox> boxes) {

    /** Copies the boxes. */
    public Labels {
      requireNonNull(split, "split");
      boxes = List.copyOf(boxes);
    }
  }

  /** The labels of an image of the data set; empty if it is not exported. */
  Optional<Labels> of(CatalogImage image);

  /** The ids of all images that should be exported, as far as they are known without the log. */
  Stream<String> expected();
}
