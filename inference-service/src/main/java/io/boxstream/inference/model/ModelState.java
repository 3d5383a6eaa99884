package io.boxstream.inference.model;

import java.util.Locale;

/** What a model that may be served is doing. */
public enum ModelState {
  /** The next request has it loaded. */
  UNLOADED,
  /** Requests wait for it. */
  LOADING,
  /** Answers requests. */
  LOADED,
  /** Could not be loaded. Requests are refused until it is tried again. */
  FAILED;

  /** The name in answers: {@code loaded}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
