package io.boxstream.ingest.catalog;

import io.boxstream.events.LabelRevision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;

/**
 * The images by facet and time. A page costs the same for every number of images: it walks the list
 * of the filter's rarest facet and tests the rest of the filter on at most {@link #MOST_EXAMINED}
 * images. The caller serialises the writes.
 */
final class ImageListing {

  /**
   * A page ends here even if it is short. An image takes a microsecond or two, so a page takes some
   * ten milliseconds, and a search that finds nothing among a million images has 50 pages.
   */
  static final int MOST_EXAMINED = 20_000;

  private static final byte[] NOTHING = {};

  private final MVMap<String, Integer> facetNumbers;
  private final MVMap<ListingKey, byte[]> keys;
  private final Map<Facet, Long> counts = new ConcurrentHashMap<>();

  ImageListing(MVStore store) {
    this.facetNumbers = store.openMap("facets");
    this.keys =
        store.openMap(
            "image-listing",
            new MVMap.Builder<ListingKey, byte[]>()
                .keyType(new ListingKey.Type())
                .valueType(ByteArrayDataType.INSTANCE));
    number(Facet.SUSPECT);
  }

  /** The number of images with a facet. */
  long count(Facet facet) {
    return counts.getOrDefault(facet, 0L);
  }

  /** The numbers of images by the names of all facets that occur. */
  Map<String, Long> counts() {
    Map<String, Long> byName = new HashMap<>();
    counts.forEach((facet, count) -> byName.put(facet.name(), count));
    return byName;
  }

  /** Takes the numbers of an earlier process in place of those that are there. */
  void restore(Map<String, Long> numbers) {
    counts.clear();
    numbers.forEach((name, count) -> counts.put(new Facet(name), count));
  }

  /** Counts an image that is in the file since an earlier start. */
  void count(LabelRevision labels, RecordAddress record) {
    Facet.of(labels).forEach(facet -> counts.merge(facet, 1L, Long::sum));
    if (keys.containsKey(key(number(Facet.SUSPECT), labels, record))) {
      counts.merge(Facet.SUSPECT, 1L, Long::sum);
    }
  }

  void add(LabelRevision labels, RecordAddress record) {
    for (Facet facet : Facet.of(labels)) {
      keys.put(key(number(facet), labels, record), NOTHING);
      counts.merge(facet, 1L, Long::sum);
    }
  }

  /** Puts an image into the list of suspects, or takes it out. */
  void mark(LabelRevision labels, RecordAddress record, boolean suspect) {
    ListingKey key = key(number(Facet.SUSPECT), labels, record);
    if (suspect && keys.put(key, NOTHING) == null) {
      counts.merge(Facet.SUSPECT, 1L, Long::sum);
    } else if (!suspect && keys.remove(key) != null) {
      counts.computeIfPresent(Facet.SUSPECT, (facet, count) -> count > 1 ? count - 1 : null);
    }
  }

  boolean isSuspect(LabelRevision labels, RecordAddress record) {
    return keys.containsKey(key(facetNumbers.get(Facet.SUSPECT.name()), labels, record));
  }

  private int number(Facet facet) {
    Integer known = facetNumbers.get(facet.name());
    if (known != null) {
      return known;
    }
    int number = facetNumbers.size();
    facetNumbers.put(facet.name(), number);
    return number;
  }

  void remove(LabelRevision labels, RecordAddress record) {
    mark(labels, record, false);
    for (Facet facet : Facet.of(labels)) {
      keys.remove(key(facetNumbers.get(facet.name()), labels, record));
      counts.computeIfPresent(facet, (key, count) -> count > 1 ? count - 1 : null);
    }
  }

  void clear() {
    keys.clear();
    facetNumbers.clear();
    counts.clear();
    number(Facet.SUSPECT);
  }

  /**
   * Returns a page, newest first.
   *
   * @param after where the previous page ended; empty for the first page
   * @param images finds an image by its packed address; null if it has changed meanwhile
   */
  ImagePage page(
      ImageFilter filter,
      Optional<ListingCursor> after,
      int limit,
      LongFunction<CatalogImage> images) {
    Facet rarest =
        filter.facets().stream().min(Comparator.comparingLong(this::count)).orElse(Facet.ALL);
    Integer facet = facetNumbers.get(rarest.name());
    List<CatalogImage> found = new ArrayList<>();
    if (facet == null) {
      return new ImagePage(found, Optional.empty());
    }
    ListingKey start =
        after
            .map(last -> new ListingKey(facet, last.time(), last.record()))
            .orElse(new ListingKey(facet, Long.MAX_VALUE, Long.MAX_VALUE));
    int suspects = facetNumbers.get(Facet.SUSPECT.name());
    long earliest = filter.since().map(since -> since.toEpochMilli()).orElse(Long.MIN_VALUE);
    Cursor<ListingKey, byte[]> cursor =
        keys.cursor(start, new ListingKey(facet, earliest, Long.MIN_VALUE), true);
    ListingKey last = start;
    int examined = 0;
    while (cursor.hasNext()) {
      if (found.size() == limit || examined == MOST_EXAMINED) {
        return new ImagePage(found, Optional.of(new ListingCursor(last.time(), last.record())));
      }
      ListingKey key = cursor.next();
      if (!key.equals(start)) {
        last = key;
        examined++;
        CatalogImage image = images.apply(key.record());
        if (image != null && filter.matches(image) && isWanted(filter, suspects, key)) {
          found.add(image);
        }
      }
    }
    return new ImagePage(found, Optional.empty());
  }

  private boolean isWanted(ImageFilter filter, int suspects, ListingKey key) {
    return !filter.suspect()
        || keys.containsKey(new ListingKey(suspects, key.time(), key.record()));
  }

  private static ListingKey key(int facet, LabelRevision labels, RecordAddress record) {
    return new ListingKey(facet, labels.at().toEpochMilli(), record.packed());
  }
}
