package io.boxstream.console.live;

import java.util.Locale;

/** The kinds of events that browsers get. */
public enum EventKind {
  /** The first one of a stream: everything is to be loaded anew. */
  HELLO,
  HEALTH,
  COUNTS,
  ALERTS,
  PROGRESS,
  CHECKPOINT,
  EVALUATION,
  PROMOTION,
  REJECTION,
  HARD_EXAMPLE,
  FINDING;

  /** The name in the stream, as in {@code hard-example}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether the latest event says everything, so that a browser that comes gets it at once. */
  boolean isState() {
    return switch (this) {
      case HEALTH, COUNTS -> true;
      case HELLO,
          ALERTS,
          PROGRESS,
          CHECKPOINT,
          EVALUATION,
          PROMOTION,
          REJECTION,
          HARD_EXAMPLE,
          FINDING ->
          false;
    };
  }
}
