package io.boxstream.events;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How the canonical bytes of an image are encoded. */
public enum ImageEncoding {
  JPEG,
  PNG;

  /** The name on the log: {@code jpeg}, {@code png}. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The media type of the bytes. */
  public String mediaType() {
    return "image/" + code();
  }
}
