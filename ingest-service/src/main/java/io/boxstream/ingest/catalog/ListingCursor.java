package io.boxstream.ingest.catalog;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;

/**
 * How far a list was read: time and address of the last record. It holds for the list of every
 * facet, because all have the same order.
 *
 * @param time in milliseconds since 1970
 * @param record the packed address of the record
 */
public record ListingCursor(long time, long record) {

  /** The cursor as text; its form may change. */
  public String text() {
    byte[] bytes = ByteBuffer.allocate(2 * Long.BYTES).putLong(time).putLong(record).array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Reads a text that {@link #text} wrote; empty if it is another text. */
  public static Optional<ListingCursor> parse(String text) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
      return bytes.remaining() == 2 * Long.BYTES
          ? Optional.of(new ListingCursor(bytes.getLong(), bytes.getLong()))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
