package io.boxstream.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tracks images that are leased for reading, and deletions that wait for their release. */
final class ImageLeases {
  private final List<Leased> leases = new ArrayList<>();
  private final Set<String> pendingDeletion = new HashSet<>();

  /** The images of one lease. Takes a few bytes for each, because the ids belong to a snapshot. */
  static final class Leased {
    private final String[] sorted;

    private Leased(Collection<String> ids) {
      this.sorted = ids.toArray(String[]::new);
      Arrays.sort(sorted);
    }

    private boolean contains(String id) {
      return Arrays.binarySearch(sorted, id) >= 0;
    }
  }

  synchronized Leased lease(Collection<String> ids) {
    Leased lease = new Leased(ids);
    leases.add(lease);
    return lease;
  }

  /** Releases images. Returns the images without another lease whose deletion was deferred. */
  synchronized List<String> release(Leased lease) {
    leases.remove(lease);
    List<String> free = pendingDeletion.stream().filter(id -> !isLeased(id)).toList();
    free.forEach(pendingDeletion::remove);
    return free;
  }

  /** Whether deletions wait for a release. */
  synchronized boolean hasPendingDeletions() {
    return !pendingDeletion.isEmpty();
  }

  /**
   * Whether an image may be deleted now. If it is leased, its deletion is deferred until its
   * release.
   */
  synchronized boolean mayDelete(String id) {
    if (isLeased(id)) {
      pendingDeletion.add(id);
      return false;
    }
    return true;
  }

  private boolean isLeased(String id) {
    return leases.stream().anyMatch(lease -> lease.contains(id));
  }
}
