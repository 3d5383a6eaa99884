package io.boxstream.ingest.catalog;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.LabelRevision;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import io.boxstream.images.PerceptualHash;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An image of the data set without its bytes.
 *
 * @param id SHA-256 of the canonical bytes
 * @param form the form of the canonical bytes
 * @param labels the current labels
 * @param addedAt when the image came into the data set
 * @param record where its newest record lies
 */
public record CatalogImage(
    String id, ImageForm form, LabelRevision labels, Instant addedAt, RecordAddress record) {

  private static final Comparator<LabelledBox> ORDER =
      Comparator.comparing(LabelledBox::label)
          .thenComparingDouble(LabelledBox::xMin)
          .thenComparingDouble(LabelledBox::yMin)
          .thenComparingDouble(LabelledBox::xMax)
          .thenComparingDouble(LabelledBox::yMax)
          .thenComparing(LabelledBox::difficult);

  /** Validates the components. */
  public CatalogImage {
    requireNonNull(id, "id");
    requireNonNull(form, "form");
    requireNonNull(labels, "labels");
    requireNonNull(addedAt, "addedAt");
    requireNonNull(record, "record");
  }

  /**
   * The image of a record.
   *
   * @param at time of the record
   */
  static CatalogImage of(AnnotatedImage image, RecordAddress record, Instant at) {
    return new CatalogImage(
        image.id(),
        new ImageForm(
            image.format(),
            image.width(),
            image.height(),
            image.image().size(),
            image.perceptualHash().map(PerceptualHash::parse)),
        new LabelRevision(at, image.split(), image.boxes(), image.source(), image.caller()),
        image.addedAt().orElse(at),
        record);
  }

  /** The split of the image. */
  public Split split() {
    return labels.split();
  }

  /** Every labelled object. */
  public List<LabelledBox> boxes() {
    return labels.boxes();
  }

  /** The classes of its boxes. */
  public Set<String> classes() {
    return boxes().stream().map(LabelledBox::label).collect(Collectors.toUnmodifiableSet());
  }

  /** Whether these are its boxes, in any order. */
  public boolean hasBoxes(List<LabelledBox> others) {
    return boxes().size() == others.size()
        && (boxes().equals(others) || sorted(boxes()).equals(sorted(others)));
  }

  private static List<LabelledBox> sorted(List<LabelledBox> boxes) {
    return boxes.stream().sorted(ORDER).toList();
  }

  /** Names this state of the image: every change of its labels has another. */
  public String version() {
    return record.partition() + "-" + record.offset();
  }
}
