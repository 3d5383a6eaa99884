package io.boxstream.images.formats;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.Optional;

/**
 * One image of a data set: its files, of which one or, for a name that only a list has, both may be
 * missing.
 */
public final class LabelledItem {

  /** Those for the test first, then validation, then training; within a split by name. */
  public static final Comparator<LabelledItem> ORDER =
      Comparator.comparing(LabelledItem::assignment)
          .thenComparing(LabelledItem::name)
          .thenComparing(LabelledItem::toString);

  private final String name;
  private final Assignment assignment;
  private final String image;
  private final String annotation;
  private final String ambiguity;

  /**
   * @param name the image's file name, or the name of its annotation or list line without it
   * @param assignment what lists and folders say
   * @param image path of the image, may be null
   * @param annotation path of the annotation, may be null
   * @param ambiguity why the names do not say which files belong together, may be null
   */
  public LabelledItem(
      String name, Assignment assignment, String image, String annotation, String ambiguity) {
    this.name = requireNonNull(name, "name");
    this.assignment = requireNonNull(assignment, "assignment");
    this.image = image;
    this.annotation = annotation;
    this.ambiguity = ambiguity;
  }

  /** The image's file name, or the name of its annotation or list line without it. */
  public String name() {
    return name;
  }

  /** What lists and folders say about it. */
  public Assignment assignment() {
    return assignment;
  }

  /** Path of the image in the data set. */
  public Optional<String> image() {
    return Optional.ofNullable(image);
  }

  /** Path of the annotation in the data set. */
  public Optional<String> annotation() {
    return Optional.ofNullable(annotation);
  }

  /** Why the image cannot be used although its files are there: names with several meanings. */
  public Optional<String> ambiguity() {
    return Optional.ofNullable(ambiguity);
  }

  @Override
  public String toString() {
    return name + " " + assignment + " " + image + " " + annotation;
  }
}
