package io.boxstream.ingest.app;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.boxstream.events.ImageEncoding;
import io.boxstream.events.ImageSource;
import io.boxstream.events.LabelRevision;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import io.boxstream.ingest.catalog.CatalogImage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Images of the data set as HTTP responses show them. */
final class ImageViews {

  private ImageViews() {}

  /**
   * An image without its bytes.
   *
   * @param id SHA-256 of the canonical bytes
   * @param split its split
   * @param format encoding of the canonical bytes
   * @param width of the upright image, in pixels
   * @param height of the upright image, in pixels
   * @param size of the canonical bytes
   * @param boxes every labelled object, in zero-based pixels of the upright image
   * @param source where it came from
   * @param caller name of the person who changed the labels
   * @param publishedAt time of its newest record
   * @param addedAt when it came into the data set
   * @param version names this state of the image; also the header {@code ETag}
   * @param history earlier labels, newest first; only of a single image
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Image(
      String id,
      Split split,
      ImageEncoding format,
      int width,
      int height,
      long size,
      List<LabelledBox> boxes,
      ImageSource source,
      Optional<String> caller,
      Instant publishedAt,
      Instant addedAt,
      String version,
      Optional<List<LabelRevision>> history) {}

  /**
   * A page of images.
   *
   * @param items newest first
   * @param next value of the parameter {@code after} for the next page; null on the last page
   * @param total how many images there are on all pages; null if counting them would take long
   */
  record Page(List<Image> items, Optional<String> next, Optional<Long> total) {}

  static Image of(CatalogImage image) {
    return view(image, Optional.empty());
  }

  static Image of(CatalogImage image, List<LabelRevision> history) {
    return view(image, Optional.of(history));
  }

  private static Image view(CatalogImage image, Optional<List<LabelRevision>> history) {
    LabelRevision labels = image.labels();
    return new Image(
        image.id(),
        labels.split(),
        image.form().format(),
        image.form().width(),
        image.form().height(),
        image.form().size(),
        labels.boxes(),
        labels.source(),
        labels.caller(),
        labels.at(),
        image.addedAt(),
        image.version(),
        history);
  }
}
