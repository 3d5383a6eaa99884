package io.boxstream.ingest.catalog;

import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.ImageContent;
import io.boxstream.events.ImageEncoding;
import io.boxstream.events.ImageSource;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import java.util.List;

/** Events for tests of the catalog. */
final class Images {

  static final ImageSource SOURCE = new ImageSource("test", "a.jpg");

  private Images() {}

  static AnnotatedImage image(String id, Split split, LabelledBox... boxes) {
    return image(id, split, SOURCE, List.of(boxes));
  }

  static AnnotatedImage image(String id, Split split, ImageSource source, List<LabelledBox> boxes) {
    return new AnnotatedImage(
        id, ImageEncoding.JPEG, 100, 100, split, boxes, new ImageContent.Stored(id, 1000), source);
  }
}
