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
  private final String picture;
  private final String annotation;

  /**
   * @param name the picture's file name in the data set, or the image's id where it has none
   * @param assignment what the lists say
   * @param picture path of the picture, if there is one
   * @param annotation path of the annotation, if there is one
   */
  ArchiveItem(
      String name, Assignment assignment, Optional<String> picture, Optional<String> annotation) {
    this.name = requireNonNull(name, "name");
    this.assignment = requireNonNull(assignment, "assignment");
    this.picture = picture.orElse(null);
    this.annotation = annotation.orElse(null);
  }

  /** The picture's file name in the data set, or the image's id where it has none. */
  public String name() {
    return name;
  }

  /** What the lists say about it. */
  public Assignment assignment() {
    return assignment;
  }

  /** Path of the picture in the archive. */
  public Optional<String> picture() {
    return Optional.ofNullable(picture);
  }

  /** Path of the annotation in the archive. */
  public Optional<String> annotation() {
    return Optional.ofNullable(annotation);
  }

  @Override
  public String toString() {
    return name + " " + assignment + " " + picture + " " + annotation;
  }
}
