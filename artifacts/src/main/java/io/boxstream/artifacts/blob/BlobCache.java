package io.boxstream.artifacts.blob;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * LRU cache of blobs in a directory of bounded size. A file may be removed by the next fetch, so
 * open it before. An open file stays readable after its removal.
 */
public final class BlobCache {
  private static final Duration PARTIAL_MAY_BE_IN_USE = Duration.ofHours(1);

  private final Blobs blobs;
  private final Path directory;
  private final long maximumBytes;
  private final Clock clock;

  /**
   * @param blobs the source of the blobs
   * @param directory the directory of the cache; it must not contain other files
   * @param maximumBytes maximum size of the directory, exceeded only by a single larger blob
   * @param clock supplies the time of last use
   */
  public BlobCache(Blobs blobs, Path directory, long maximumBytes, Clock clock) {
    this.blobs = requireNonNull(blobs, "blobs");
    this.directory = requireNonNull(directory, "directory");
    this.maximumBytes = maximumBytes;
    this.clock = requireNonNull(clock, "clock");
    if (maximumBytes < 0) {
      throw new IllegalArgumentException("maximumBytes must not be negative: " + maximumBytes);
    }
  }

  /**
   * Fetches a blob into the directory, like {@link Blobs#fetch}, and evicts older files to make
   * room.
   */
  public synchronized Path fetch(BlobReference reference) {
    Path file = blobs.fetch(reference, directory);
    try {
      Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
      makeRoom(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot limit the size of " + directory, e);
    }
    return file;
  }

  private void makeRoom(Path kept) throws IOException {
    List<Entry> entries;
    try (Stream<Path> files = Files.list(directory)) {
      entries = files.filter(Files::isRegularFile).map(Entry::of).toList();
    }
    Instant stale = clock.instant().minus(PARTIAL_MAY_BE_IN_USE);
    long total = 0;
    for (Entry entry : entries) {
      if (entry.isPartial() && entry.used().isBefore(stale)) {
        Files.deleteIfExists(entry.file());
      }
      total += entry.isPartial() ? 0 : entry.size();
    }
    List<Entry> oldestFirst =
        entries.stream()
            .filter(entry -> !entry.isPartial() && !entry.file().equals(kept))
            .sorted(Comparator.comparing(Entry::used))
            .toList();
    for (Entry entry : oldestFirst) {
      if (total <= maximumBytes) {
        return;
      }
      Files.deleteIfExists(entry.file());
      total -= entry.size();
    }
  }

  private record Entry(Path file, long size, Instant used) {
    static Entry of(Path file) {
      try {
        return new Entry(file, Files.size(file), Files.getLastModifiedTime(file).toInstant());
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read the attributes of " + file, e);
      }
    }

    boolean isPartial() {
      return file.toString().endsWith(".partial");
    }
  }
}
