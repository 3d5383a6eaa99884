package io.boxstream.dataset;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tracks images that are leased for reading, and deletions that wait for their release. */
final class ImageLeases {
  private final Map<String, Integer> holders = new HashMap<>();
  private final Set<String> pendingDeletion = new HashSet<>();

  synchronized void lease(Collection<String> ids) {
    ids.forEach(id -> holders.merge(id, 1, Integer::sum));
  }

  /** Releases images. Returns the images without another lease whose deletion was deferred. */
  synchronized List<String> release(Collection<String> ids) {
    ids.forEach(id -> holders.computeIfPresent(id, (held, count) -> count > 1 ? count - 1 : null));
    List<String> free = pendingDeletion.stream().filter(id -> !holders.containsKey(id)).toList();
    free.forEach(pendingDeletion::remove);
    return free;
  }

  /**
   * Whether an image may be deleted now. If it is leased, its deletion is deferred until its
   * release.
   */
  synchronized boolean mayDelete(String id) {
    if (holders.containsKey(id)) {
      pendingDeletion.add(id);
      return false;
    }
    return true;
  }
}
