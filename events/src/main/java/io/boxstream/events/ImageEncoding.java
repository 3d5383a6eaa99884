package io.boxstream.events;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The encoding of an image's canonical bytes. */
public enum ImageEncoding {
  JPEG,
  PNG;

  /** The name in events: {@code jpeg}, {@code png}. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The media type of the bytes. */
  public String mediaType() {
    return "image/" + code();
  }
}
