package io.boxstream.ingest.disk;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.WriteBuffer;

/**
 * Counts of what an index file holds, as rows of numbers, in a map of the file. Rows that have not
 * changed are not written again.
 */
final class StoredCounts {

  /** The row of a map that has been written: a data set without images has no other. */
  private static final String WRITTEN = "";

  private static final byte[] NOTHING = {};

  private final MVMap<String, byte[]> rows;
  private final Supplier<Map<String, long[]>> now;

  /**
   * @param store closed by the caller
   * @param name of the map
   * @param now the counts of this moment, by names that are not empty
   */
  StoredCounts(MVStore store, String name, Supplier<Map<String, long[]>> now) {
    this.rows = store.openMap(name);
    this.now = requireNonNull(now, "now");
  }

  /** The counts that a map has; empty if none have been written. */
  static Optional<Map<String, long[]>> read(MVStore store, String name) {
    MVMap<String, byte[]> rows = store.openMap(name);
    if (!rows.containsKey(WRITTEN)) {
      return Optional.empty();
    }
    Map<String, long[]> counts = new HashMap<>();
    rows.forEach((row, bytes) -> counts.put(row, numbers(bytes)));
    counts.remove(WRITTEN);
    return Optional.of(counts);
  }

  /** Writes the counts of this moment. */
  void write() {
    Map<String, long[]> current = now.get();
    List<String> gone =
        rows.keySet().stream()
            .filter(row -> !row.equals(WRITTEN) && !current.containsKey(row))
            .toList();
    gone.forEach(rows::remove);
    current.forEach(
        (row, numbers) -> {
          byte[] bytes = bytes(numbers);
          if (!Arrays.equals(bytes, rows.get(row))) {
            rows.put(row, bytes);
          }
        });
    rows.putIfAbsent(WRITTEN, NOTHING);
  }

  private static byte[] bytes(long[] numbers) {
    WriteBuffer buffer = new WriteBuffer();
    for (long number : numbers) {
      buffer.putVarLong(number);
    }
    byte[] bytes = new byte[buffer.position()];
    buffer.getBuffer().flip().get(bytes);
    return bytes;
  }

  private static long[] numbers(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    long[] numbers = new long[bytes.length];
    int count = 0;
    while (buffer.hasRemaining()) {
      numbers[count++] = DataUtils.readVarLong(buffer);
    }
    return Arrays.copyOf(numbers, count);
  }
}
