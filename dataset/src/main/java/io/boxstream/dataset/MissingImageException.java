package io.boxstream.dataset;

import static java.util.Objects.requireNonNull;

/** An image is not in the view: it was deleted or never existed. */
public final class MissingImageException extends DataSetException {
  private static final long serialVersionUID = 1L;
  private final String id;

  MissingImageException(String id, Throwable cause) {
    super("The image " + id + " is not in the data set", cause);
    this.id = requireNonNull(id, "id");
  }

  /** The image id. */
  public String id() {
    return id;
  }
}
