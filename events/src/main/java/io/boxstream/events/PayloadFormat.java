package io.boxstream.events;

/** The serialization format of an event's value. */
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
