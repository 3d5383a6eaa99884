package io.boxstream.ingest.catalog;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * The records of a topic that this process has written and put into its index, so that the reader
 * of the topic need not fetch them again. The record that it would read next is looked up, and
 * others are forgotten when the reader has passed them. Thread-safe.
 */
public final class OwnRecords {

  /** Beyond these, the records of a partition are read after all, as those of others are. */
  private static final int MOST_PER_PARTITION = 100_000;

  private final Map<Integer, NavigableSet<Long>> offsets = new HashMap<>();
  private int unfinished;

  /** Notes that a record is being written. {@link #ended} must follow. */
  public synchronized void begun() {
    unfinished++;
  }

  /** Notes that a record is acknowledged and in the index. */
  public synchronized void indexed(RecordAddress record) {
    NavigableSet<Long> known = offsets.computeIfAbsent(record.partition(), none -> new TreeSet<>());
    if (known.size() >= MOST_PER_PARTITION) {
      known.clear();
    }
    known.add(record.offset());
  }

  /** Notes that the writing of a record has ended, also if it failed. */
  public synchronized void ended() {
    unfinished--;
  }

  /** Whether records are being written. */
  synchronized boolean isWriting() {
    return unfinished > 0;
  }

  /** The first offset from this one on whose record is not known. */
  synchronized long firstUnknown(int partition, long offset) {
    NavigableSet<Long> known = offsets.get(partition);
    if (known == null) {
      return offset;
    }
    known.headSet(offset).clear();
    long next = offset;
    while (known.remove(next)) {
      next++;
    }
    return next;
  }

  /** Forgets all: the topic is another one. */
  synchronized void clear() {
    offsets.clear();
  }
}
