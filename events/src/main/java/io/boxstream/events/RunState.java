package io.boxstream.events;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a training run stands. */
public enum RunState {
  QUEUED,
  RUNNING,
  COMPLETED,
  STOPPED,
  FAILED;

  /** The name on the log, for example {@code running}. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the run will not go on. */
  public boolean isFinal() {
    return switch (this) {
      case QUEUED, RUNNING -> false;
      case COMPLETED, STOPPED, FAILED -> true;
    };
  }
}
