package io.boxstream.events;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Arrays;

/** The bytes of an image: in the event itself, or a reference into object storage. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ImageContent.Inline.class, name = "inline"),
  @JsonSubTypes.Type(value = ImageContent.Stored.class, name = "stored")
})
public sealed interface ImageContent {

  /** How many bytes the image has. */
  long size();

  /**
   * Bytes that travel with the event.
   *
   * @param bytes the encoded image, not empty
   */
  @SuppressWarnings("ArrayRecordComponent") // copied on the way in and out, compared by content
  record Inline(byte[] bytes) implements ImageContent {
    public Inline {
      bytes = requireNonNull(bytes, "bytes").clone();
      if (bytes.length == 0) {
        throw new IllegalArgumentException("bytes must not be empty");
      }
    }

    @Override
    public byte[] bytes() {
      return bytes.clone();
    }

    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Inline that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
      return "Inline[" + bytes.length + " bytes]";
    }
  }

  /**
   * A blob of the object store.
   *
   * @param sha256 its address
   * @param size its length in bytes, positive
   */
  record Stored(String sha256, long size) implements ImageContent {
    public Stored {
      Checks.sha256(sha256, "sha256");
      Checks.positive(size, "size");
    }
  }
}
