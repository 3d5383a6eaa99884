package io.boxstream.dataset;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Images that are being read, and which of them to delete afterwards. */
final class ImageLeases {
  private final Map<String, Integer> holders = new HashMap<>();
  private final Set<String> pendingDeletion = new HashSet<>();

  synchronized void lease(Collection<String> ids) {
    ids.forEach(id -> holders.merge(id, 1, Integer::sum));
  }

  /** Releases images; those that nobody holds any more and that were to be deleted are returned. */
  synchronized List<String> release(Collection<String> ids) {
    ids.forEach(id -> holders.computeIfPresent(id, (held, count) -> count > 1 ? count - 1 : null));
    List<String> free = pendingDeletion.stream().filter(id -> !holders.containsKey(id)).toList();
    free.forEach(pendingDeletion::remove);
    return free;
  }

  /** Whether an image may be deleted now; if it is held, it is deleted when it is released. */
  synchronized boolean mayDelete(String id) {
    if (holders.containsKey(id)) {
      pendingDeletion.add(id);
      return false;
    }
    return true;
  }
}
