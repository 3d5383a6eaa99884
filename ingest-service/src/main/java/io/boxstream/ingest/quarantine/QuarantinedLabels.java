package io.boxstream.ingest.quarantine;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.blob.BlobReference;
import io.boxstream.events.RejectedImage;
import io.boxstream.events.RejectionReason;
import io.boxstream.images.ImageHeader;
import io.boxstream.images.ImageHeaders;
import io.boxstream.images.ImageLimits;
import io.boxstream.images.UnreadableImageException;
import io.boxstream.images.formats.Annotation;
import io.boxstream.images.formats.DeclaredSize;
import io.boxstream.images.formats.MalformedAnnotationException;
import io.boxstream.ingest.annotation.AnnotationReader;
import io.boxstream.ingest.intake.RejectedImageException;
import io.boxstream.ingest.intake.StoredFrame;
import java.util.Optional;

/** Reads the labels of rejections as boxes, which an editor can show and mend. */
public final class QuarantinedLabels {

  private final QuarantinedImages images;
  private final ImageHeaders headers;

  /**
   * @param images the images of the rejections
   * @param limits what is read of an image
   */
  public QuarantinedLabels(QuarantinedImages images, ImageLimits limits) {
    this.images = requireNonNull(images, "images");
    this.headers = new ImageHeaders(limits);
  }

  /**
   * The boxes of a rejection as they were sent, unchecked: they may lie outside of the image or be
   * empty. They are in zero-based pixels of the upright image where the image can be read,
   * otherwise of the image that the annotation describes.
   *
   * @return empty if the rejection has no annotation
   * @throws RejectedImageException if the annotation cannot be read
   */
  public Optional<Annotation> boxes(RejectedImage rejection) {
    return rejection
        .annotation()
        .map(QuarantinedLabels::read)
        .map(read -> upright(read, rejection));
  }

  private static Annotation read(String text) {
    try {
      return AnnotationReader.read(text);
    } catch (MalformedAnnotationException e) {
      throw new RejectedImageException(RejectionReason.UNREADABLE_ANNOTATION, e.getMessage());
    }
  }

  private Annotation upright(Annotation annotation, RejectedImage rejection) {
    return annotation.size().known()
        ? header(rejection).map(header -> upright(annotation, header)).orElse(annotation)
        : annotation;
  }

  private static Annotation upright(Annotation annotation, ImageHeader header) {
    boolean turned = header.orientation().swapsAxes();
    int width = turned ? header.height() : header.width();
    int height = turned ? header.width() : header.height();
    if (!StoredFrame.isDescribedBy(annotation.size(), width, height, header.orientation())) {
      return annotation;
    }
    return new Annotation(
        new DeclaredSize(width, height),
        annotation.boxes().stream()
            .map(box -> StoredFrame.upright(box, width, height, header.orientation()))
            .toList());
  }

  private Optional<ImageHeader> header(RejectedImage rejection) {
    try {
      BlobReference original = images.original(rejection);
      return images.fits(original)
          ? Optional.of(headers.read(images.read(original)))
          : Optional.empty();
    } catch (MissingOriginalException | UnreadableImageException e) {
      return Optional.empty();
    }
  }
}
