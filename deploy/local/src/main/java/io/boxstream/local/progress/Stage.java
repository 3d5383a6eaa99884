package io.boxstream.local.progress;

import java.util.Locale;

/** The stages of a run, in the order in which they are shown. */
public enum Stage {
  START,
  DATA,
  IMPORT,
  TRAIN,
  EVALUATE,
  PROMOTE,
  DETECT;

  /** The name at the start of the stage's line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
