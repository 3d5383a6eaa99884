package io.boxstream.events;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Arrays;

/** The bytes of an image: inside the event, or a reference to a blob in the object store. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ImageContent.Inline.class, name = "inline"),
  @JsonSubTypes.Type(value = ImageContent.Stored.class, name = "stored")
})
public sealed interface ImageContent {

  /** The size of the image in bytes. */
  long size();

  /**
   * Bytes inside the event.
   *
   * @param bytes the encoded image, not empty
   */
  @SuppressWarnings("ArrayRecordComponent") // defensive copies, compared by content
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
