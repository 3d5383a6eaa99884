package io.boxstream.ingest.catalog;

import java.util.ArrayList;
import java.util.List;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.StringDataType;

/**
 * The images that have come, changed or gone and have not been checked since. Stored with the
 * catalog, so that a kill forgets none.
 */
public final class ChangedImages {

  private static final long UNCHANGED = Long.MIN_VALUE;

  /** What names the change: the state of the image's records. */
  private final MVMap<String, Long> states;

  ChangedImages(MVStore store) {
    this.states =
        store.openMap(
            "images-to-check",
            new MVMap.Builder<String, Long>()
                .keyType(StringDataType.INSTANCE)
                .valueType(LongDataType.INSTANCE));
  }

  /**
   * An image that is to be checked.
   *
   * @param id of the image
   * @param state names the change
   */
  public record Change(String id, long state) {

    /** Whether the image itself has changed, so that others are to be checked because of it. */
    public boolean isOfImage() {
      return state != UNCHANGED;
    }
  }

  /** How many there are. */
  public long size() {
    return states.sizeAsLong();
  }

  /** Some of the changes; they stay until they are {@link #checked}. */
  public List<Change> next(int limit) {
    List<Change> changes = new ArrayList<>();
    String id = states.firstKey();
    while (id != null && changes.size() < limit) {
      Long state = states.get(id);
      if (state != null) {
        changes.add(new Change(id, state));
      }
      id = states.higherKey(id);
    }
    return changes;
  }

  /** Forgets a change, unless the image has changed again meanwhile. */
  public void checked(Change change) {
    states.remove(change.id(), change.state());
  }

  /** Asks for a check of an image that has not changed itself. */
  public void recheck(String id) {
    states.putIfAbsent(id, UNCHANGED);
  }

  void add(String id, long state) {
    states.put(id, state);
  }

  void clear() {
    states.clear();
  }
}
