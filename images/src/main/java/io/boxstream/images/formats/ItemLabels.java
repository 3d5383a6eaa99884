package io.boxstream.images.formats;

import static java.util.Objects.requireNonNull;

/** What a data set says about the objects of one image. */
public sealed interface ItemLabels {

  /**
   * A file for this image alone, as it is.
   *
   * @param bytes not copied
   */
  @SuppressWarnings("ArrayRecordComponent") // passed on without a copy
  record Document(byte[] bytes) implements ItemLabels {

    /** Validates the components. */
    public Document {
      requireNonNull(bytes, "bytes");
    }
  }

  /**
   * Boxes that were read already.
   *
   * @param annotation the boxes
   */
  record Boxes(Annotation annotation) implements ItemLabels {

    /** Validates the components. */
    public Boxes {
      requireNonNull(annotation, "annotation");
    }
  }

  /**
   * Nothing says what the image shows.
   *
   * @param detail what to do, for people
   */
  record Missing(String detail) implements ItemLabels {

    /** Validates the components. */
    public Missing {
      requireNonNull(detail, "detail");
    }
  }

  /**
   * It is unknown which labels belong to the image.
   *
   * @param detail why, for people
   */
  record Conflicting(String detail) implements ItemLabels {

    /** Validates the components. */
    public Conflicting {
      requireNonNull(detail, "detail");
    }
  }
}
