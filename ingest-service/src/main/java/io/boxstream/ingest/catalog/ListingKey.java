package io.boxstream.ingest.catalog;

import java.nio.ByteBuffer;
import java.util.Comparator;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/**
 * A place in the list of one facet, ordered by time or by another rank.
 *
 * @param facet number of the facet
 * @param time of an image's newest record, in milliseconds since 1970, or the other rank
 * @param record the packed address of that record, or another unique number
 */
public record ListingKey(int facet, long time, long record) implements Comparable<ListingKey> {

  private static final Comparator<ListingKey> ORDER =
      Comparator.comparingInt(ListingKey::facet)
          .thenComparingLong(ListingKey::time)
          .thenComparingLong(ListingKey::record);

  @Override
  public int compareTo(ListingKey other) {
    return ORDER.compare(this, other);
  }

  /** The key's form in the index file. */
  public static final class Type extends BasicDataType<ListingKey> {

    private static final int MEMORY = 40;

    @Override
    public int compare(ListingKey first, ListingKey second) {
      return first.compareTo(second);
    }

    @Override
    public int getMemory(ListingKey key) {
      return MEMORY;
    }

    @Override
    public void write(WriteBuffer buffer, ListingKey key) {
      buffer.putVarInt(key.facet()).putLong(key.time()).putLong(key.record());
    }

    @Override
    public ListingKey read(ByteBuffer buffer) {
      return new ListingKey(DataUtils.readVarInt(buffer), buffer.getLong(), buffer.getLong());
    }

    @Override
    public ListingKey[] createStorage(int size) {
      return new ListingKey[size];
    }
  }
}
