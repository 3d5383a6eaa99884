package io.boxstream.dataset;

import static java.util.Objects.requireNonNull;

/** A picture is not in the view: it was deleted on purpose, or never was there. */
public final class MissingPictureException extends DataSetException {
  private static final long serialVersionUID = 1L;
  private final String id;

  MissingPictureException(String id, Throwable cause) {
    super("The picture " + id + " is not in the data set", cause);
    this.id = requireNonNull(id, "id");
  }

  /** The image id. */
  public String id() {
    return id;
  }
}
