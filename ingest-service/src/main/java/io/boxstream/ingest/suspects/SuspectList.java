package io.boxstream.ingest.suspects;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.events.EventMappers;
import io.boxstream.ingest.catalog.ListingCursor;
import io.boxstream.ingest.catalog.ListingKey;
import io.boxstream.ingest.disk.IndexFile;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.type.ByteArrayDataType;

/**
 * The suspects, ranked by score in one list per facet. A page costs the same for every number of
 * suspects. One writer at a time.
 */
final class SuspectList {

  private static final int MOST_EXAMINED = 1000;
  private static final double UNIT = 1e9;
  private static final byte[] NOTHING = {};
  private static final String COUNTS = "suspect-counts";

  /** Of suspects that are about no image. */
  static final String NO_IMAGE = "-";

  private final IndexFile file;
  private final ObjectMapper mapper = EventMappers.json();
  private final MVMap<Long, String> suspects;
  private final MVMap<ListingKey, byte[]> ranking;
  private final MVMap<String, Integer> facetNumbers;

  /** Image and suspect. */
  private final MVMap<String, Long> ofImage;

  /** The other image of a near-duplicate, and the image. */
  private final MVMap<String, String> ofOther;

  private final Map<String, Long> counts = new ConcurrentHashMap<>();

  SuspectList(IndexFile file) {
    this.file = file;
    this.suspects = file.store().openMap("suspects");
    this.ranking =
        file.store()
            .openMap(
                "suspect-ranking",
                new MVMap.Builder<ListingKey, byte[]>()
                    .keyType(new ListingKey.Type())
                    .valueType(ByteArrayDataType.INSTANCE));
    this.facetNumbers = file.store().openMap("suspect-facets");
    this.ofImage = file.store().openMap("suspects-of-image");
    this.ofOther = file.store().openMap("suspects-of-other-image");
    if (!file.counts(COUNTS).map(this::restore).orElse(false)) {
      suspects.values().forEach(text -> read(text).facets().forEach(this::increment));
    }
    file.keepCounts(COUNTS, this::rows);
  }

  /** Takes the counts of an earlier process; false if they cannot be those of the suspects. */
  private boolean restore(Map<String, long[]> rows) {
    rows.forEach((facet, count) -> counts.put(facet, count[0]));
    // Each suspect is in one of these lists.
    long all = count(SuspectFilter.OPEN) + count(SuspectFilter.DISMISSED);
    if (all == suspects.sizeAsLong()) {
      return true;
    }
    counts.clear();
    return false;
  }

  private Map<String, long[]> rows() {
    Map<String, long[]> rows = new HashMap<>();
    counts.forEach((facet, count) -> rows.put(facet, new long[] {count}));
    return rows;
  }

  Optional<ListedSuspect> find(String id) {
    return SuspectIds.isId(id)
        ? Optional.ofNullable(suspects.get(SuspectIds.number(id))).map(this::read)
        : Optional.empty();
  }

  /** The number of suspects of a facet. */
  long count(String facet) {
    return counts.getOrDefault(facet, 0L);
  }

  /** The images that are suspect because they are nearly the same as an image. */
  List<String> suspectBecauseOf(String imageId) {
    List<String> images = new ArrayList<>();
    Cursor<String, String> cursor = ofOther.cursor(imageId + " ", imageId + "!", false);
    while (cursor.hasNext()) {
      cursor.next();
      images.add(cursor.getValue());
    }
    return images;
  }

  /**
   * Replaces the suspects of an image.
   *
   * @param imageId {@link #NO_IMAGE} for those about class names
   */
  void replace(String imageId, List<ListedSuspect> replacement) {
    file.change(
        () -> {
          Cursor<String, Long> cursor = ofImage.cursor(imageId + " ", imageId + "!", false);
          List<Long> earlier = new ArrayList<>();
          while (cursor.hasNext()) {
            cursor.next();
            earlier.add(cursor.getValue());
          }
          earlier.forEach(number -> remove(imageId, number));
          replacement.forEach(suspect -> add(imageId, suspect));
        });
  }

  void clear() {
    file.change(
        () -> {
          suspects.clear();
          ranking.clear();
          facetNumbers.clear();
          ofImage.clear();
          ofOther.clear();
          counts.clear();
        });
  }

  /** A page, the most likely first. */
  SuspectPage page(SuspectFilter filter, Optional<ListingCursor> after, int limit) {
    String rarest =
        filter.facets().stream().min(Comparator.comparingLong(this::count)).orElseThrow();
    Integer facet = facetNumbers.get(rarest);
    List<ListedSuspect> found = new ArrayList<>();
    if (facet == null) {
      return new SuspectPage(found, Optional.empty());
    }
    ListingKey start =
        after
            .map(last -> new ListingKey(facet, last.time(), last.record()))
            .orElse(new ListingKey(facet, Long.MAX_VALUE, Long.MAX_VALUE));
    Cursor<ListingKey, byte[]> cursor =
        ranking.cursor(start, new ListingKey(facet, Long.MIN_VALUE, Long.MIN_VALUE), true);
    ListingKey last = start;
    int examined = 0;
    while (cursor.hasNext()) {
      if (found.size() == limit || examined == MOST_EXAMINED) {
        return new SuspectPage(found, Optional.of(new ListingCursor(last.time(), last.record())));
      }
      ListingKey key = cursor.next();
      if (!key.equals(start)) {
        last = key;
        examined++;
        Optional.ofNullable(suspects.get(key.record()))
            .map(this::read)
            .filter(filter::matches)
            .ifPresent(found::add);
      }
    }
    return new SuspectPage(found, Optional.empty());
  }

  private void add(String imageId, ListedSuspect suspect) {
    long number = SuspectIds.number(suspect.id());
    suspects.put(number, write(suspect));
    ofImage.put(imageId + " " + suspect.id(), number);
    suspect
        .suspect()
        .otherImageId()
        .ifPresent(other -> ofOther.put(other + " " + imageId, imageId));
    for (String facet : suspect.facets()) {
      Integer known = facetNumbers.get(facet);
      int facetNumber = known != null ? known : facetNumbers.size();
      if (known == null) {
        facetNumbers.put(facet, facetNumber);
      }
      ranking.put(key(facetNumber, suspect), NOTHING);
      increment(facet);
    }
  }

  private void remove(String imageId, long number) {
    ListedSuspect suspect = read(suspects.remove(number));
    ofImage.remove(imageId + " " + suspect.id());
    suspect.suspect().otherImageId().ifPresent(other -> ofOther.remove(other + " " + imageId));
    for (String facet : suspect.facets()) {
      ranking.remove(key(facetNumbers.get(facet), suspect));
      counts.computeIfPresent(facet, (name, count) -> count > 1 ? count - 1 : null);
    }
  }

  private void increment(String facet) {
    counts.merge(facet, 1L, Long::sum);
  }

  private static ListingKey key(int facet, ListedSuspect suspect) {
    long rank = Math.round(suspect.suspect().score() * UNIT);
    return new ListingKey(facet, rank, SuspectIds.number(suspect.id()));
  }

  private String write(ListedSuspect suspect) {
    try {
      return mapper.writeValueAsString(suspect);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ListedSuspect read(String text) {
    try {
      return mapper.readValue(text, ListedSuspect.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
