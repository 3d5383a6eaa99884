package io.boxstream.dataset;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which images somebody still reads, and which of those are to go afterwards. */
final class ImageLeases {
  private final Map<String, Integer> holders = new HashMap<>();
  private final Set<String> doomed = new HashSet<>();

  synchronized void hold(Collection<String> ids) {
    ids.forEach(id -> holders.merge(id, 1, Integer::sum));
  }

  /** Lets go of images; those that nobody leases any more and that were to go are returned. */
  synchronized List<String> release(Collection<String> ids) {
    ids.forEach(id -> holders.computeIfPresent(id, (held, count) -> count > 1 ? count - 1 : null));
    List<String> free = doomed.stream().filter(id -> !holders.containsKey(id)).toList();
    free.forEach(doomed::remove);
    return free;
  }

  /** Whether an image may go now; if somebody leases it, it goes when that one lets go. */
  synchronized boolean mayGo(String id) {
    if (holders.containsKey(id)) {
      doomed.add(id);
      return false;
    }
    return true;
  }
}
