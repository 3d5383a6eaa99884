package io.boxstream.events;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a rollout is. */
public enum RolloutState {
  RUNNING,
  PROMOTED,
  COMPLETED,
  ROLLED_BACK,
  EXPIRED,
  SUPERSEDED,
  STOPPED;

  /** The name in events and HTTP responses, for example {@code rolled-back}. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
