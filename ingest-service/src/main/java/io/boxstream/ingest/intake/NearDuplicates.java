package io.boxstream.ingest.intake;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.Split;
import io.boxstream.images.PerceptualHash;
import io.boxstream.ingest.catalog.ImageCatalog;
import io.boxstream.ingest.catalog.Lookalike;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Finds the image that a new image looks nearly the same as, among the images of the data set and
 * those that are being published: neighbouring frames of a video come at the same time. Of two of
 * those, the one that began later waits for the split of the other, which takes less than a
 * millisecond. Thread-safe.
 */
final class NearDuplicates {

  /** Images of test matter most, then those of validation. */
  private static final Comparator<NearDuplicate> MOST_IMPORTANT =
      Comparator.comparing(NearDuplicate::split)
          .reversed()
          .thenComparingInt(NearDuplicate::distance)
          .thenComparing(NearDuplicate::id);

  private final ImageCatalog catalog;
  private final int distance;
  private final Map<String, InFlight> inFlight = new LinkedHashMap<>();

  /**
   * @param distance bits of the hashes in which two images differ at most
   */
  NearDuplicates(ImageCatalog catalog, int distance) {
    this.catalog = requireNonNull(catalog, "catalog");
    this.distance = distance;
  }

  private record InFlight(
      String id, PerceptualHash hash, CompletableFuture<Optional<Split>> split) {}

  /**
   * The most important image that a new image looks nearly the same as. The new image is one for
   * others from now on: the caller tells its split with {@link #decided}.
   */
  Optional<NearDuplicate> begin(String id, PerceptualHash hash) {
    // First those in flight: whatever leaves them from now on is in the catalog already.
    List<NearDuplicate> found = new ArrayList<>();
    for (InFlight other : register(id, hash)) {
      int bits = hash.distance(other.hash());
      other.split().join().ifPresent(split -> found.add(of(other.id(), split, bits)));
    }
    for (Lookalike other : catalog.lookalikes(hash, distance)) {
      found.add(of(other.image().id(), other.image().split(), other.distance()));
    }
    return found.stream().filter(other -> !other.id().equals(id)).min(MOST_IMPORTANT);
  }

  private synchronized List<InFlight> register(String id, PerceptualHash hash) {
    List<InFlight> similar =
        hash.equals(PerceptualHash.BLANK)
            ? List.of()
            : inFlight.values().stream()
                .filter(other -> !other.hash().equals(PerceptualHash.BLANK))
                .filter(other -> hash.distance(other.hash()) <= distance)
                .toList();
    inFlight.put(id, new InFlight(id, hash, new CompletableFuture<>()));
    return similar;
  }

  private static NearDuplicate of(String id, Split split, int bits) {
    return new NearDuplicate(id, split, bits, false);
  }

  /** Tells the split of a new image. */
  synchronized void decided(String id, Split split) {
    InFlight image = inFlight.get(id);
    if (image != null) {
      image.split().complete(Optional.of(split));
    }
  }

  /** Forgets a new image: it is in the catalog, or it will not be published. */
  synchronized void ended(String id) {
    InFlight image = inFlight.remove(id);
    if (image != null) {
      image.split().complete(Optional.empty());
    }
  }
}
