package io.boxstream.ingest.catalog;

import io.boxstream.images.PerceptualHash;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
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

  /** A list that is at most so many keys ahead is not looked up. */
  private static final int NEAR = 50;

  private static final int PARTS = 4;
  private static final int PART_BITS = 16;
  private static final int PART_MASK = (1 << PART_BITS) - 1;
  private static final byte[] NOTHING = {};
  private static final ListingKey END =
      new ListingKey(Integer.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

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
    return find(List.of(hash), distance).get(0);
  }

  /**
   * The same for many hashes. Lists are read in the order of the file, each once, so a hash costs
   * the less the more there are: alone, nearly each of its lists is a page of its own.
   *
   * @return the matches of each hash, in the order of the hashes
   */
  List<List<Match>> find(List<PerceptualHash> hashes, int distance) {
    List<Search> searches = hashes.stream().map(hash -> new Search(hash, distance)).toList();
    long[] visits = visits(hashes, distance);
    Reader reader = new Reader(visits.length == 0 ? 0 : list(visits[0]));
    int position = 0;
    while (position < visits.length) {
      int list = list(visits[position]);
      List<Search> here = new ArrayList<>();
      while (position < visits.length && list(visits[position]) == list) {
        here.add(searches.get((int) visits[position]));
        position++;
      }
      reader.read(list, here);
    }
    return searches.stream().map(Search::result).toList();
  }

  /** Lists to look at, ascending: the list in the upper half, the index of the hash below. */
  private static long[] visits(List<PerceptualHash> hashes, int distance) {
    LongStream.Builder visits = LongStream.builder();
    for (int index = 0; index < hashes.size(); index++) {
      if (!hashes.get(index).equals(PerceptualHash.BLANK)) {
        long hash = index;
        lists(hashes.get(index), distance)
            .forEach(list -> visits.add((long) list << Integer.SIZE | hash));
      }
    }
    return visits.build().sorted().toArray();
  }

  private static int list(long visit) {
    return (int) (visit >>> Integer.SIZE);
  }

  /** The lists in which an image may be whose hash differs in few bits. */
  private static IntStream lists(PerceptualHash hash, int distance) {
    IntStream.Builder lists = IntStream.builder();
    for (int part = 0; part < PARTS; part++) {
      int value = value(part, hash);
      lists.add(list(part, value));
      for (int bit = 0; distance >= PARTS && bit < PART_BITS; bit++) {
        lists.add(list(part, value ^ (1 << bit)));
      }
    }
    return lists.build();
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

  /** Reads lists in ascending order. */
  private final class Reader {
    private Cursor<ListingKey, byte[]> cursor;

    /** The first key that has not been passed; {@link #END} after the last one. */
    private ListingKey next;

    Reader(int list) {
      this.cursor = from(list);
      this.next = following();
    }

    void read(int list, List<Search> searches) {
      seek(list);
      while (next.facet() == list && searches.stream().anyMatch(Search::goesOn)) {
        ListingKey key = next;
        searches.forEach(search -> search.examine(key));
        next = following();
      }
    }

    private void seek(int list) {
      for (int passed = 0; passed < NEAR && next.facet() < list; passed++) {
        next = following();
      }
      if (next.facet() < list) {
        cursor = from(list);
        next = following();
      }
    }

    private Cursor<ListingKey, byte[]> from(int list) {
      return keys.cursor(new ListingKey(list, Long.MIN_VALUE, Long.MIN_VALUE));
    }

    private ListingKey following() {
      return cursor.hasNext() ? cursor.next() : END;
    }
  }

  /** What is found for one hash. */
  private static final class Search {
    private final PerceptualHash hash;
    private final int distance;
    private final Set<Long> found = new HashSet<>();
    private final List<Match> matches = new ArrayList<>();
    private int examined;

    Search(PerceptualHash hash, int distance) {
      this.hash = hash;
      this.distance = distance;
    }

    /** False when it ignores what follows. */
    boolean goesOn() {
      return examined < MOST_EXAMINED && !isCrowded();
    }

    void examine(ListingKey key) {
      if (!goesOn()) {
        return;
      }
      examined++;
      int bits = hash.distance(new PerceptualHash(key.time()));
      if (bits <= distance && found.add(key.record())) {
        matches.add(new Match(key.record(), bits));
      }
    }

    private boolean isCrowded() {
      return matches.size() > LARGEST_GROUP;
    }

    List<Match> result() {
      if (isCrowded()) {
        return List.of();
      }
      matches.sort(Comparator.comparingInt(Match::distance));
      return matches;
    }
  }
}
