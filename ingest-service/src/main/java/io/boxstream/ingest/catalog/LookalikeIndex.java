package io.boxstream.ingest.catalog;

import io.boxstream.images.PerceptualHash;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;

/**
 * Images by perceptual hash. Hashes that differ in at most seven bits are found exactly: of the
 * four parts of 16 bits of such a pair, one differs in at most one bit (multi-index hashing,
 * Norouzi, Punjani and Fleet, "Fast Search in Hamming Space with Multi-Index Hashing", 2012). A
 * search therefore looks at 68 short lists, whose length is the number of images divided by 65536
 * if they show different things. It stops after {@link #MOST_EXAMINED} images.
 *
 * <p>An image that looks like more than {@link #LARGEST_GROUP} others is a frame of a camera that
 * does not move: its hash is that of the background and says nothing about the objects. It counts
 * as like no other. Otherwise all frames of a camera would go into one split, and each would cost a
 * comparison with all others.
 *
 * <p>The caller serialises the writes.
 */
final class LookalikeIndex {

  /** Largest distance that is found exactly. */
  static final int LARGEST_DISTANCE = 7;

  /** Most images that look like one image and are not frames of a camera that does not move. */
  static final int LARGEST_GROUP = 30;

  static final int MOST_EXAMINED = 20_000;

  private static final int PARTS = 4;
  private static final int PART_BITS = 16;
  private static final int PART_MASK = (1 << PART_BITS) - 1;
  private static final byte[] NOTHING = {};

  /** The facet is part and value of the part, the time is the whole hash. */
  private final MVMap<ListingKey, byte[]> keys;

  LookalikeIndex(MVStore store) {
    this.keys =
        store.openMap(
            "image-lookalikes",
            new MVMap.Builder<ListingKey, byte[]>()
                .keyType(new ListingKey.Type())
                .valueType(ByteArrayDataType.INSTANCE));
  }

  /**
   * An image with a similar hash.
   *
   * @param record the packed address of its record
   * @param distance bits that differ
   */
  record Match(long record, int distance) {}

  void add(PerceptualHash hash, RecordAddress record) {
    if (!hash.equals(PerceptualHash.BLANK)) {
      for (int part = 0; part < PARTS; part++) {
        keys.put(key(part, hash, record), NOTHING);
      }
    }
  }

  void remove(PerceptualHash hash, RecordAddress record) {
    for (int part = 0; part < PARTS; part++) {
      keys.remove(key(part, hash, record));
    }
  }

  void clear() {
    keys.clear();
  }

  /**
   * The images whose hashes differ in few bits, nearest first. An image without structure is like
   * no other, and so is one that is like more than {@link #LARGEST_GROUP}.
   *
   * @param distance from 0 to {@link #LARGEST_DISTANCE}
   */
  List<Match> find(PerceptualHash hash, int distance) {
    if (hash.equals(PerceptualHash.BLANK)) {
      return List.of();
    }
    Search search = new Search(hash, distance);
    for (int part = 0; part < PARTS; part++) {
      search.examine(part, value(part, hash));
      for (int bit = 0; distance >= PARTS && bit < PART_BITS; bit++) {
        search.examine(part, value(part, hash) ^ (1 << bit));
      }
    }
    if (search.isCrowded()) {
      return List.of();
    }
    search.matches.sort(Comparator.comparingInt(Match::distance));
    return search.matches;
  }

  private static ListingKey key(int part, PerceptualHash hash, RecordAddress record) {
    return new ListingKey(list(part, value(part, hash)), hash.bits(), record.packed());
  }

  private static int value(int part, PerceptualHash hash) {
    return (int) (hash.bits() >>> (part * PART_BITS)) & PART_MASK;
  }

  private static int list(int part, int value) {
    return part << PART_BITS | value;
  }

  private final class Search {
    private final PerceptualHash hash;
    private final int distance;
    private final Set<Long> found = new HashSet<>();
    private final List<Match> matches = new ArrayList<>();
    private int examined;

    Search(PerceptualHash hash, int distance) {
      this.hash = hash;
      this.distance = distance;
    }

    boolean isCrowded() {
      return matches.size() > LARGEST_GROUP;
    }

    void examine(int part, int value) {
      if (isCrowded() || examined >= MOST_EXAMINED) {
        return;
      }
      int list = list(part, value);
      Cursor<ListingKey, byte[]> cursor =
          keys.cursor(
              new ListingKey(list, Long.MIN_VALUE, Long.MIN_VALUE),
              new ListingKey(list, Long.MAX_VALUE, Long.MAX_VALUE),
              false);
      while (examined < MOST_EXAMINED && !isCrowded() && cursor.hasNext()) {
        ListingKey key = cursor.next();
        examined++;
        int bits = hash.distance(new PerceptualHash(key.time()));
        if (bits <= distance && found.add(key.record())) {
          matches.add(new Match(key.record(), bits));
        }
      }
    }
  }
}
