package io.boxstream.ingest.app;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.boxstream.events.ImageEncoding;
import io.boxstream.events.ImageSource;
import io.boxstream.events.LabelRevision;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import io.boxstream.ingest.catalog.CatalogImage;
import io.boxstream.ingest.catalog.ImageCatalog;
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
   * @param suspect whether it looks wrong; see {@code /v1/suspects}
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
      boolean suspect,
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

  /** An image of a list. */
  static Image of(CatalogImage image, ImageCatalog catalog) {
    return view(image, catalog.isSuspect(image), Optional.empty());
  }

  /** A single image. */
  static Image withHistory(CatalogImage image, ImageCatalog catalog) {
    return view(image, catalog.isSuspect(image), Optional.of(catalog.history(image)));
  }

  private static Image view(
      CatalogImage image, boolean suspect, Optional<List<LabelRevision>> history) {
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
        suspect,
        image.version(),
        history);
  }
}
