package io.boxstream.events;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An image with its labels. The data set contains the newest event of each id.
 *
 * @param id SHA-256 of the canonical bytes
 * @param format how the canonical bytes are encoded
 * @param width of the upright image, in pixels
 * @param height of the upright image, in pixels
 * @param split the part of the data set it belongs to
 * @param boxes every labelled object; empty for an image that shows no object
 * @param image the canonical bytes
 * @param source where the image came from
 * @param caller who changed the labels, verified only with access control; empty if no name was
 *     given, and in version 1
 * @param addedAt when the image came into the data set; empty if this is its first event, and in
 *     version 1
 * @param history earlier labels, newest first, at most {@link #LONGEST_HISTORY}; empty if there are
 *     none, and in version 1
 * @param perceptualHash 16 hexadecimal digits that say what the image looks like; empty if they
 *     were not computed, and in versions 1 and 2
 */
public record AnnotatedImage(
    String id,
    ImageEncoding format,
    int width,
    int height,
    Split split,
    List<LabelledBox> boxes,
    ImageContent image,
    ImageSource source,
    Optional<String> caller,
    Optional<Instant> addedAt,
    Optional<List<LabelRevision>> history,
    Optional<String> perceptualHash)
    implements Event {

  /** The most earlier labels in an event. */
  public static final int LONGEST_HISTORY = 20;

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{16}");

  public AnnotatedImage {
    Checks.sha256(id, "id");
    requireNonNull(format, "format");
    Checks.positive(width, "width");
    Checks.positive(height, "height");
    requireNonNull(split, "split");
    boxes = List.copyOf(requireNonNull(boxes, "boxes"));
    requireNonNull(image, "image");
    requireNonNull(source, "source");
    caller.ifPresent(value -> Checks.text(value, "caller"));
    requireNonNull(addedAt, "addedAt");
    history = history.map(List::copyOf);
    if (history.isPresent() && history.get().size() > LONGEST_HISTORY) {
      throw new IllegalArgumentException(
          "history must have at most " + LONGEST_HISTORY + " entries: " + history.get().size());
    }
    perceptualHash.ifPresent(AnnotatedImage::checkHash);
    for (LabelledBox box : boxes) {
      if (!box.isInside(width, height)) {
        throw new IllegalArgumentException(
            "boxes must lie inside the image of " + width + "x" + height + ": " + box);
      }
    }
  }

  /** The first event of an image. */
  public AnnotatedImage(
      String id,
      ImageEncoding format,
      int width,
      int height,
      Split split,
      List<LabelledBox> boxes,
      ImageContent image,
      ImageSource source) {
    this(
        id,
        format,
        width,
        height,
        split,
        boxes,
        image,
        source,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static void checkHash(String hash) {
    if (!HASH.matcher(hash).matches()) {
      throw new IllegalArgumentException(
          "perceptualHash must be 16 lower-case hexadecimal digits: " + Checks.shorten(hash));
    }
  }

  /**
   * The same event for an image that is in the data set already.
   *
   * @param since when the image came into the data set
   * @param earlier its earlier labels, newest first
   */
  public AnnotatedImage replacing(Instant since, List<LabelRevision> earlier) {
    return copy(boxes, image, caller, Optional.of(since), Optional.of(earlier), perceptualHash);
  }

  /**
   * The image with other labels.
   *
   * @param labels every labelled object
   * @param by who changed them; empty if unknown
   */
  public AnnotatedImage relabelled(List<LabelledBox> labels, Optional<String> by) {
    return copy(labels, image, by, addedAt, history, perceptualHash);
  }

  /** The same event of a known caller. */
  public AnnotatedImage labelledBy(Optional<String> by) {
    return copy(boxes, image, by, addedAt, history, perceptualHash);
  }

  /** The same event with a perceptual hash. */
  public AnnotatedImage withPerceptualHash(String hash) {
    return copy(boxes, image, caller, addedAt, history, Optional.of(hash));
  }

  /** The same event with a reference in place of the bytes, for those who keep it for longer. */
  public AnnotatedImage withoutBytes() {
    ImageContent stored = new ImageContent.Stored(id, image.size());
    return copy(boxes, stored, caller, addedAt, history, perceptualHash);
  }

  private AnnotatedImage copy(
      List<LabelledBox> labels,
      ImageContent content,
      Optional<String> by,
      Optional<Instant> since,
      Optional<List<LabelRevision>> earlier,
      Optional<String> hash) {
    return new AnnotatedImage(
        id, format, width, height, split, labels, content, source, by, since, earlier, hash);
  }
}
