package io.boxstream.ingest.intake;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.Split;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * Decides the split of new images so that no split stays empty: while one of the allowed splits has
 * no image, a new image goes to the first such split, in the order train, validation, test. After
 * that its id decides ({@link SplitRule}). Images in flight are counted. Safe for several threads.
 */
final class SplitAllocator {

  private static final int MAX_UNACKNOWLEDGED = 10_000;

  private final ToLongFunction<Split> onLog;
  private final Map<String, Split> pending = new HashMap<>();

  /**
   * Splits of images that were sent but not acknowledged. A retry must keep the split, because the
   * image may have been written and used for training.
   */
  private final Map<String, Split> unacknowledged =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Split> eldest) {
          return size() > MAX_UNACKNOWLEDGED;
        }
      };

  /**
   * @param onLog number of published images in a split
   */
  SplitAllocator(ToLongFunction<Split> onLog) {
    this.onLog = requireNonNull(onLog, "onLog");
  }

  /**
   * Allocates the split of a new image that is about to be written.
   *
   * @param allowed the allowed splits, including train
   */
  synchronized Split allocate(String id, Set<Split> allowed) {
    Split earlier = unacknowledged.get(id);
    Split split = earlier != null ? earlier : decide(id, allowed);
    pending.put(id, split);
    return split;
  }

  /**
   * Allocates the split of another image to a new image that is about to be written.
   *
   * @return the split, or the one of an earlier attempt to write it
   */
  synchronized Split join(String id, Split wanted) {
    Split split = unacknowledged.getOrDefault(id, wanted);
    pending.put(id, split);
    return split;
  }

  /** Called when the image is acknowledged and counted in the catalog. */
  synchronized void acknowledged(String id) {
    pending.remove(id);
    unacknowledged.remove(id);
  }

  /** Called when it is unknown whether the image was written. */
  synchronized void failed(String id) {
    Split split = pending.remove(id);
    if (split != null) {
      unacknowledged.put(id, split);
    }
  }

  private Split decide(String id, Set<Split> allowed) {
    for (Split split : Split.values()) {
      if (allowed.contains(split) && isEmpty(split)) {
        return split;
      }
    }
    Split byId = SplitRule.of(id);
    return allowed.contains(byId) ? byId : Split.TRAIN;
  }

  private boolean isEmpty(Split split) {
    return onLog.applyAsLong(split) == 0 && !pending.containsValue(split);
  }
}
