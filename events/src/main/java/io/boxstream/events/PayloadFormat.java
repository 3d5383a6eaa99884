package io.boxstream.events;

/** How the value of an event is written. */
public enum PayloadFormat {
  JSON("application/json"),
  CBOR("application/cbor");

  private final String mediaType;

  PayloadFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  /** The {@code content-type} header. */
  public String mediaType() {
    return mediaType;
  }
}
