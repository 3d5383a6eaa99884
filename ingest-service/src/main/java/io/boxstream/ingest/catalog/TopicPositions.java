package io.boxstream.ingest.catalog;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.consume.PositionStore;
import java.util.Set;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/**
 * The positions of an index in its topic, stored in the same file as the index, so that both are
 * consistent after a crash. Also stores the topic id. If it changes, because the topic was deleted
 * and created again, the index is cleared.
 */
public final class TopicPositions implements PositionStore {

  private static final String IDENTITY = "identity";

  private final TopicIndex index;
  private final OwnRecords own;
  private final MVMap<String, String> values;

  /**
   * @param store the file, closed by the caller
   * @param index the index that is built from the topic alone
   */
  public TopicPositions(MVStore store, TopicIndex index) {
    this(store, index, new OwnRecords());
  }

  /**
   * @param store the file, closed by the caller
   * @param index the index that is built from the topic
   * @param own records that the index has without reading them
   */
  public TopicPositions(MVStore store, TopicIndex index, OwnRecords own) {
    this.index = requireNonNull(index, "index");
    this.own = requireNonNull(own, "own");
    this.values = store.openMap("positions-" + index.topic());
  }

  @Override
  public long position(int partition) {
    return Long.parseLong(values.getOrDefault(Integer.toString(partition), "0"));
  }

  @Override
  public long firstUnknown(int partition, long position) {
    long next = own.firstUnknown(partition, position);
    if (next > position) {
      advance(partition, next);
    }
    return next;
  }

  @Override
  public boolean isWriting() {
    return own.isWriting();
  }

  @Override
  public synchronized void lost(Set<Integer> partitions) {
    reset();
  }

  /**
   * Compares the topic id with the stored one, and clears index and positions if they differ.
   *
   * @param topicIdentity the topic id from the broker
   */
  public synchronized void check(String topicIdentity) {
    if (!topicIdentity.equals(values.get(IDENTITY))) {
      reset();
      values.put(IDENTITY, topicIdentity);
    }
  }

  void advance(int partition, long next) {
    values.put(Integer.toString(partition), Long.toString(next));
  }

  private void reset() {
    index.clear();
    own.clear();
    // Clear the index first: positions left by a crash in between are read again and are harmless.
    values.keySet().stream().filter(key -> !key.equals(IDENTITY)).toList().forEach(values::remove);
  }
}
