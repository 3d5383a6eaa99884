package io.boxstream.local.settings;

import java.util.Locale;

/** How to train. */
public enum Recipe {
  QUICK,
  THOROUGH,
  CLASSIC;

  /** The name as the trainer knows it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
