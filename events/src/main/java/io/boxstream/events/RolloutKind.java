package io.boxstream.events;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How the challenger of a rollout takes part. */
public enum RolloutKind {
  /** It sees a share of the requests after their answers. */
  SHADOW,
  /** It answers a share of the keys. */
  CANARY;

  /** The name in events and HTTP requests. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
