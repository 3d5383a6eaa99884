package io.boxstream.ingest.archive;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * One image of an archive: what lies there for it, which may be a half or, for an id that only a
 * list knows, nothing.
 */
public final class ArchiveItem {

  private final String name;
  private final Assignment assignment;
  private final String image;
  private final String annotation;

  /**
   * @param name the image's file name in the data set, or the image's id where it has none
   * @param assignment what the lists say
   * @param image path of the image, if there is one
   * @param annotation path of the annotation, if there is one
   */
  ArchiveItem(
      String name, Assignment assignment, Optional<String> image, Optional<String> annotation) {
    this.name = requireNonNull(name, "name");
    this.assignment = requireNonNull(assignment, "assignment");
    this.image = image.orElse(null);
    this.annotation = annotation.orElse(null);
  }

  /** The image's file name in the data set, or the image's id where it has none. */
  public String name() {
    return name;
  }

  /** What the lists say about it. */
  public Assignment assignment() {
    return assignment;
  }

  /** Path of the image in the archive. */
  public Optional<String> image() {
    return Optional.ofNullable(image);
  }

  /** Path of the annotation in the archive. */
  public Optional<String> annotation() {
    return Optional.ofNullable(annotation);
  }

  @Override
  public String toString() {
    return name + " " + assignment + " " + image + " " + annotation;
  }
}
