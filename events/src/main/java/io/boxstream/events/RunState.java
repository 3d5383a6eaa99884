package io.boxstream.events;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The state of a training run. */
public enum RunState {
  QUEUED,
  RUNNING,
  COMPLETED,
  STOPPED,
  FAILED;

  /** The name in events, for example {@code running}. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the run has ended. */
  public boolean isFinal() {
    return switch (this) {
      case QUEUED, RUNNING -> false;
      case COMPLETED, STOPPED, FAILED -> true;
    };
  }
}
