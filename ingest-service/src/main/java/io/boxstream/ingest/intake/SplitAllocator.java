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
 * that its id decides ({@link SplitRule}). Images that are being written count. Safe for several
 * threads.
 */
final class SplitAllocator {

  private static final int UNANSWERED_KEPT = 10_000;

  private final ToLongFunction<Split> onLog;
  private final Map<String, Split> pending = new HashMap<>();

  /**
   * Splits of images that may be on the log or not: a second try must not move such an image, which
   * may have been trained on.
   */
  private final Map<String, Split> unanswered =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Split> eldest) {
          return size() > UNANSWERED_KEPT;
        }
      };

  /**
   * @param onLog how many images of a split are on the log
   */
  SplitAllocator(ToLongFunction<Split> onLog) {
    this.onLog = requireNonNull(onLog, "onLog");
  }

  /**
   * The split of a new image, which is about to be written.
   *
   * @param allowed train, and the other splits that the image may go to
   */
  synchronized Split allocate(String id, Set<Split> allowed) {
    Split earlier = unanswered.get(id);
    Split split = earlier != null ? earlier : decide(id, allowed);
    pending.put(id, split);
    return split;
  }

  /** The image is on the log, and counted there. */
  synchronized void acknowledged(String id) {
    pending.remove(id);
    unanswered.remove(id);
  }

  /** Nobody knows whether the image is on the log. */
  synchronized void failed(String id) {
    Split split = pending.remove(id);
    if (split != null) {
      unanswered.put(id, split);
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
