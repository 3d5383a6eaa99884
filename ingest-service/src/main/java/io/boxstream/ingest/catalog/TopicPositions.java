package io.boxstream.ingest.catalog;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.consume.PositionStore;
import java.util.Set;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/**
 * How far an index has read its topic, kept in the same file as the index, so that both are of one
 * moment after a crash. Knows which topic that was: one that was deleted and made again has the
 * same name and is another one, and so is the index then.
 */
public final class TopicPositions implements PositionStore {

  private static final String IDENTITY = "identity";

  private final TopicIndex index;
  private final MVMap<String, String> values;

  /**
   * @param store the file, owned by the caller
   * @param index what is built from the topic
   */
  public TopicPositions(MVStore store, TopicIndex index) {
    this.index = requireNonNull(index, "index");
    this.values = store.openMap("positions-" + index.topic());
  }

  @Override
  public long position(int partition) {
    return Long.parseLong(values.getOrDefault(Integer.toString(partition), "0"));
  }

  @Override
  public synchronized void lost(Set<Integer> partitions) {
    startAfresh();
  }

  /**
   * Compares the topic with the one that was read; forgets everything where it is another one.
   *
   * @param topicIdentity as the broker gives it
   */
  public synchronized void check(String topicIdentity) {
    if (!topicIdentity.equals(values.get(IDENTITY))) {
      startAfresh();
      values.put(IDENTITY, topicIdentity);
    }
  }

  void advance(int partition, long next) {
    values.put(Integer.toString(partition), Long.toString(next));
  }

  private void startAfresh() {
    index.clear();
    // The index first: a crash in between leaves positions that are read again and do no harm.
    values.keySet().stream().filter(key -> !key.equals(IDENTITY)).toList().forEach(values::remove);
  }
}
