package io.boxstream.ingest.intake;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.LabelledBox;
import io.boxstream.events.RejectionReason;
import io.boxstream.images.CanonicalImage;
import io.boxstream.images.formats.Annotation;
import io.boxstream.images.formats.DeclaredSize;
import io.boxstream.images.formats.RawBox;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Checks whether boxes are valid for an image.
 *
 * <p>A box is inside the image if it lies in {@code [0, width] x [0, height]}. A box that extends
 * over the border by at most one pixel is cut at the border, because tools differ in counting
 * pixels from zero or from one. A box that extends further is clipped or rejected, depending on the
 * {@linkplain OutsideBoxes settings}. A box without area is invalid. An invalid box rejects the
 * whole image: otherwise a model would learn that the object of the missing box is background.
 *
 * <p>Boxes are in the coordinates that the annotation's size describes: those of the stored image
 * if only its size matches, otherwise those of the upright image.
 */
public final class LabelRules {

  /** Pixels that a box may extend over the border without being counted as clipped. */
  public static final double TOLERATED_OVERHANG = 1;

  private static final int LONGEST_LABEL = 200;

  private final Set<String> classes;
  private final OutsideBoxes outside;

  /**
   * @param classes the accepted labels; empty if every label is accepted
   * @param outside what happens to boxes that extend over the border
   */
  public LabelRules(Set<String> classes, OutsideBoxes outside) {
    this.classes = Set.copyOf(classes);
    this.outside = requireNonNull(outside, "outside");
  }

  /**
   * Checks that boxes may have this label.
   *
   * @throws RejectedImageException if not
   */
  public void requireLabel(String label) {
    checkLabel(label, "a box of the new class (" + shortened(label) + ")");
  }

  /**
   * Checks the boxes and returns them as they are published, in pixels of the upright image.
   *
   * @throws RejectedImageException if a box is invalid
   */
  public CheckedBoxes check(Annotation annotation, CanonicalImage image) {
    boolean stored = describesStoredImage(annotation.size(), image);
    List<LabelledBox> boxes = new ArrayList<>();
    int clipped = 0;
    for (RawBox box : annotation.boxes()) {
      String object = "object %d (%s)".formatted(boxes.size() + 1, shortened(box.label()));
      checkLabel(box.label(), object);
      RawBox placed =
          stored ? StoredFrame.upright(box, image.width(), image.height(), image.applied()) : box;
      boxes.add(checkBox(placed, image, object));
      clipped += overhang(placed, image) > TOLERATED_OVERHANG ? 1 : 0;
    }
    return new CheckedBoxes(boxes, clipped);
  }

  private static boolean describesStoredImage(DeclaredSize declared, CanonicalImage image) {
    int width = image.width();
    int height = image.height();
    if (StoredFrame.isDescribedBy(declared, width, height, image.applied())) {
      return true;
    }
    if (declared.known() && !declared.equals(new DeclaredSize(width, height))) {
      throw new RejectedImageException(
          RejectionReason.SIZE_MISMATCH,
          "the annotation is for an image of %dx%d, this one has %dx%d"
              .formatted(declared.width(), declared.height(), width, height));
    }
    return false;
  }

  private void checkLabel(String label, String object) {
    if (label.length() > LONGEST_LABEL || label.chars().anyMatch(Character::isISOControl)) {
      throw new RejectedImageException(
          RejectionReason.UNREADABLE_ANNOTATION, object + " has a label that is not a name");
    }
    if (!classes.isEmpty() && !classes.contains(label)) {
      throw new RejectedImageException(
          RejectionReason.UNKNOWN_CLASS, object + " has a class that is not one of the known");
    }
  }

  private LabelledBox checkBox(RawBox box, CanonicalImage image, String object) {
    if (box.xMax() <= box.xMin() || box.yMax() <= box.yMin()) {
      throw new RejectedImageException(
          RejectionReason.EMPTY_BOX, object + " has no area: " + corners(box));
    }
    double left = Math.max(0, box.xMin());
    double top = Math.max(0, box.yMin());
    double right = Math.min(image.width(), box.xMax());
    double bottom = Math.min(image.height(), box.yMax());
    if (left >= right || top >= bottom) {
      throw outside(box, image, object + " lies outside");
    }
    double area = (box.xMax() - box.xMin()) * (box.yMax() - box.yMin());
    double inside = (right - left) * (bottom - top) / area;
    if (overhang(box, image) > TOLERATED_OVERHANG && !outside.clips(inside)) {
      throw outside(
          box,
          image,
          String.format(
              Locale.ROOT, "%s has only %.1f %% of its area inside", object, 100 * inside));
    }
    return new LabelledBox(box.label(), left, top, right, bottom, box.difficult());
  }

  /** How far a box extends over the border, in pixels; negative if it does not. */
  private static double overhang(RawBox box, CanonicalImage image) {
    double horizontal = Math.max(-box.xMin(), box.xMax() - image.width());
    double vertical = Math.max(-box.yMin(), box.yMax() - image.height());
    return Math.max(horizontal, vertical);
  }

  private RejectedImageException outside(RawBox box, CanonicalImage image, String fault) {
    return new RejectedImageException(
        RejectionReason.BOX_OUTSIDE_IMAGE,
        "%s the image of %dx%d: %s; %s"
            .formatted(fault, image.width(), image.height(), corners(box), outside.advice()));
  }

  private static String corners(RawBox box) {
    return String.format(
        Locale.ROOT,
        "from (%s, %s) to (%s, %s), counted from zero",
        box.xMin(),
        box.yMin(),
        box.xMax(),
        box.yMax());
  }

  private static String shortened(String label) {
    String visible = label.replaceAll("\\p{Cntrl}", "?");
    return visible.length() <= 60 ? visible : visible.substring(0, 60) + "...";
  }
}
