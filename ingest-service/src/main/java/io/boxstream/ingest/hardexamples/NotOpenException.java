package io.boxstream.ingest.hardexamples;

import static java.util.Objects.requireNonNull;

/** The example was answered or dismissed already. */
public final class NotOpenException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ExampleState state;

  NotOpenException(String id, ExampleState state) {
    super(
        switch (state) {
          case ANSWERED ->
              "the image is in the data set already; change its labels with PUT /v1/images/"
                  + id
                  + "/annotations";
          case DISMISSED -> "the example was dismissed";
          case OPEN -> throw new IllegalArgumentException("open");
        });
    this.state = requireNonNull(state, "state");
  }

  /** The state that it has. */
  public ExampleState state() {
    return state;
  }
}
