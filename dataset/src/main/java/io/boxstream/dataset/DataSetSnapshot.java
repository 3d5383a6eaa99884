package io.boxstream.dataset;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.Split;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The labels of a data set at a point in time. The images are not included; they are identified by
 * their ids.
 *
 * <p>Snapshots with the same labels and offsets have the same hash, independent of the order of the
 * records: entries are sorted by id, and the hash is that of the {@linkplain #write JSON form}.
 * Uses a few hundred bytes per image. Immutable.
 */
public final class DataSetSnapshot {
  private final SortedMap<Integer, Long> offsets;
  private final List<SnapshotEntry> entries;
  private final Map<Split, List<SnapshotEntry>> bySplit;
  private final DataSetCounts counts;
  // Computed when it is asked for: that takes as long as writing the snapshot, and many never are.
  private volatile String hash;

  private DataSetSnapshot(Map<Integer, Long> offsets, List<SnapshotEntry> sorted) {
    this.offsets = Collections.unmodifiableSortedMap(new TreeMap<>(offsets));
    this.entries = sorted;
    this.bySplit = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      bySplit.put(split, sorted.stream().filter(entry -> entry.split() == split).toList());
    }
    DataSetCounter counter = new DataSetCounter();
    sorted.forEach(counter::add);
    this.counts = counter.counts();
  }

  /**
   * Creates a snapshot.
   *
   * @param offsets the first offset of each partition that is not in it
   * @param entries in any order, each id once
   */
  public static DataSetSnapshot of(Map<Integer, Long> offsets, List<SnapshotEntry> entries) {
    List<SnapshotEntry> sorted = new ArrayList<>(requireNonNull(entries, "entries"));
    sorted.sort(Comparator.comparing(SnapshotEntry::id));
    for (int index = 1; index < sorted.size(); index++) {
      if (sorted.get(index).id().equals(sorted.get(index - 1).id())) {
        throw new IllegalArgumentException("duplicate id: " + sorted.get(index).id());
      }
    }
    return new DataSetSnapshot(
        requireNonNull(offsets, "offsets"), Collections.unmodifiableList(sorted));
  }

  /** SHA-256 of the JSON form, in hexadecimal digits. */
  public String hash() {
    if (hash == null) {
      hash = hashOf(this);
    }
    return hash;
  }

  /** The first offset of each partition that is not in the snapshot. */
  public SortedMap<Integer, Long> offsets() {
    return offsets;
  }

  /** All entries in order of id; access by index takes constant time. */
  public List<SnapshotEntry> entries() {
    return entries;
  }

  /** The entries of one split in order of id; access by index takes constant time. */
  public List<SnapshotEntry> entries(Split split) {
    return bySplit.get(split);
  }

  /** The entry of an image; takes time in proportion to the logarithm of the number of images. */
  public Optional<SnapshotEntry> find(String id) {
    int low = 0;
    int high = entries.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = entries.get(middle).id().compareTo(id);
      if (order == 0) {
        return Optional.of(entries.get(middle));
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return Optional.empty();
  }

  /** A snapshot without the images with these ids; this snapshot if it contains none of them. */
  public DataSetSnapshot without(Set<String> ids) {
    if (ids.isEmpty()) {
      return this;
    }
    List<SnapshotEntry> others =
        entries.stream().filter(entry -> !ids.contains(entry.id())).toList();
    return others.size() == entries.size() ? this : new DataSetSnapshot(offsets, others);
  }

  /** The numbers of images and boxes. */
  public DataSetCounts counts() {
    return counts;
  }

  /** The distinct labels of all splits, sorted. */
  public List<String> classes() {
    return counts.classes();
  }

  /** Writes the JSON form, entry by entry; the stream stays open. */
  public void write(OutputStream out) {
    SnapshotFormat.write(this, out);
  }

  /** The JSON form in memory; for many images, {@link #write} it instead. */
  public byte[] toJson() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(out);
    return out.toByteArray();
  }

  /**
   * Reads the JSON form, entry by entry.
   *
   * @throws MalformedSnapshotException if it is not a snapshot
   */
  public static DataSetSnapshot read(InputStream in) {
    return SnapshotFormat.read(in);
  }

  /**
   * Passes each entry of the JSON form to an action. Takes memory for one entry.
   *
   * @throws MalformedSnapshotException if it is not a snapshot; entries may have been passed
   */
  public static void read(InputStream in, Consumer<SnapshotEntry> action) {
    Map<Integer, Long> unused = SnapshotFormat.read(in, action);
  }

  /**
   * Reads the JSON form.
   *
   * @throws MalformedSnapshotException if it is not a snapshot
   */
  public static DataSetSnapshot fromJson(byte[] json) {
    return read(new ByteArrayInputStream(json));
  }

  private static String hashOf(DataSetSnapshot snapshot) {
    DigestOutputStream out =
        new DigestOutputStream(OutputStream.nullOutputStream(), Digests.sha256());
    snapshot.write(out);
    return HexFormat.of().formatHex(out.getMessageDigest().digest());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DataSetSnapshot that && hash().equals(that.hash());
  }

  @Override
  public int hashCode() {
    return hash().hashCode();
  }

  @Override
  public String toString() {
    return "DataSetSnapshot[" + hash() + ", " + counts.images() + "]";
  }
}
