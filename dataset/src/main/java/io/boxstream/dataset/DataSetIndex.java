package io.boxstream.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.boxstream.events.EventMappers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores labels, positions and properties in one file, so that they change atomically. Changes are
 * durable after the next {@link #commit}. If the process dies before it, or the disk is full, the
 * file has the state of the previous commit. After a failure the file is opened again. The file
 * grows in proportion to the number of images, also while it is written.
 *
 * <p>Not thread-safe. Uses a few mebibytes of memory, independent of the size of the data set.
 */
final class DataSetIndex implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DataSetIndex.class);
  private static final ObjectMapper MAPPER = EventMappers.json();

  /** A later release may have written more fields. */
  private static final ObjectReader IMAGE =
      MAPPER
          .readerFor(IndexedImage.class)
          .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private static final int CACHE_MEBIBYTES = 8;
  private static final int COMPACTION_MILLIS = 500;

  /** Ids are random, so each image changes a page of its own: small pages are less to write. */
  private static final int PAGE_BYTES = 4096;

  /**
   * Replaced pages need not stay for a time, because every commit is forced to the disk before the
   * next begins.
   */
  private static final int RETENTION_MILLIS = 0;

  /** A commit that is written only in part may need what the one before it replaced. */
  private static final int KEPT_VERSIONS = 1;

  /**
   * Ids are random, so a commit replaces a few pages of many chunks, and the file can use a chunk
   * again only when all of it is replaced: without compaction, nine tenths of the file would be
   * replaced pages. Chunks are written again when less of them is in use, in percent.
   */
  private static final int LEAST_IN_USE = 40;

  private static final int COMPACTED_BYTES = 4 * 1024 * 1024;

  /** A kill or a full disk may leave less than the header of a file that is created. */
  private static final int HEADER_BYTES = 2 * 4096;

  private final Path file;
  private Optional<Maps> open = Optional.empty();

  /**
   * Opens the index in a file. The file is created if it is missing and created again if it is
   * damaged, because its content can be restored from the topic.
   *
   * @throws DataSetStorageException if another process uses it, or the disk fails
   */
  DataSetIndex(Path file) {
    this.file = file;
    with(maps -> maps);
  }

  Optional<IndexedImage> get(String id) {
    return with(maps -> Optional.ofNullable(maps.images.get(id)).map(DataSetIndex::decode));
  }

  long size() {
    return with(maps -> maps.images.sizeAsLong());
  }

  boolean contains(String id) {
    return with(maps -> maps.images.containsKey(id));
  }

  void put(IndexedImage image) {
    with(maps -> maps.images.put(image.entry().id(), encode(image)));
  }

  void remove(String id) {
    with(maps -> maps.images.remove(id));
  }

  /** Passes every image to an action, in order of id. */
  void forEach(Consumer<IndexedImage> action) {
    with(
        maps -> {
          Cursor<String, String> images = maps.images.cursor(null);
          while (images.hasNext()) {
            images.next();
            action.accept(decode(images.getValue()));
          }
          return maps;
        });
  }

  long position(int partition) {
    return with(maps -> maps.positions.getOrDefault(partition, 0L));
  }

  Map<Integer, Long> positions() {
    return with(maps -> new TreeMap<>(maps.positions));
  }

  void position(int partition, long next) {
    with(maps -> maps.positions.put(partition, next));
  }

  /** A property of the index; empty if it is not set. */
  Optional<String> property(String name) {
    return with(maps -> Optional.ofNullable(maps.properties.get(name)));
  }

  void property(String name, String value) {
    with(maps -> maps.properties.put(name, value));
  }

  void removeProperty(String name) {
    with(maps -> maps.properties.remove(name));
  }

  /** Removes all images and positions. */
  void clear() {
    with(
        maps -> {
          maps.images.clear();
          maps.positions.clear();
          return maps;
        });
  }

  /** Commits all changes since the last commit atomically, and keeps the file compact. */
  void commit() {
    with(
        maps -> {
          // What it moves is a part of the same commit.
          boolean unused = maps.store.compact(LEAST_IN_USE, COMPACTED_BYTES);
          maps.store.commit();
          maps.store.sync();
          return maps;
        });
  }

  /** Reverts all changes since the last commit. */
  void rollback() {
    with(
        maps -> {
          maps.store.rollback();
          return maps;
        });
  }

  @Override
  public void close() {
    open.ifPresent(DataSetIndex::close);
    open = Optional.empty();
  }

  /**
   * All changes are committed, so a failed compaction, for example on a full disk, is only logged.
   */
  private static void close(Maps maps) {
    try {
      maps.store.close(COMPACTION_MILLIS);
    } catch (MVStoreException failure) {
      LOG.warn("The index was closed without compaction: {}", reason(failure));
      maps.store.closeImmediately();
    }
  }

  /** The message of the root cause, which is the error of the disk. */
  private static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }

  private <T> T with(Function<Maps, T> work) {
    try {
      Maps maps = open.filter(opened -> !opened.store.isClosed()).orElseGet(this::openFile);
      open = Optional.of(maps);
      return work.apply(maps);
    } catch (MVStoreException failure) {
      // Uncommitted changes must not stay in memory: the next call opens the file again.
      open.ifPresent(maps -> maps.store.closeImmediately());
      open = Optional.empty();
      throw new DataSetStorageException(
          "The index " + file + " cannot be used: " + reason(failure), failure);
    }
  }

  private Maps openFile() {
    try {
      return new Maps(file);
    } catch (MVStoreException failure) {
      if (!isUnreadable(failure)) {
        throw failure;
      }
      LOG.warn("The index {} cannot be read, rebuilding it from the topic", file, failure);
      delete();
      return new Maps(file);
    }
  }

  private boolean isUnreadable(MVStoreException failure) {
    return switch (failure.getErrorCode()) {
      case DataUtils.ERROR_FILE_CORRUPT, DataUtils.ERROR_UNSUPPORTED_FORMAT -> true;
      case DataUtils.ERROR_READING_FAILED -> file.toFile().length() < HEADER_BYTES;
      default -> false;
    };
  }

  private void delete() {
    try {
      Files.delete(file);
    } catch (IOException failure) {
      throw new DataSetStorageException("Failed to delete the damaged index " + file, failure);
    }
  }

  private static String encode(IndexedImage image) {
    try {
      return MAPPER.writeValueAsString(image);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static IndexedImage decode(String text) {
    try {
      return IMAGE.readValue(text);
    } catch (JsonProcessingException failure) {
      throw new DataSetStorageException("The index contains an unreadable entry", failure);
    }
  }

  /** The maps of the open file. */
  private static final class Maps {
    private final MVStore store;
    private final MVMap<String, String> images;
    private final MVMap<Integer, Long> positions;
    private final MVMap<String, String> properties;

    Maps(Path file) {
      this.store =
          new MVStore.Builder()
              .fileName(file.toString())
              .autoCommitDisabled()
              .autoCommitBufferSize(0)
              .cacheSize(CACHE_MEBIBYTES)
              .pageSplitSize(PAGE_BYTES)
              .compress()
              .open();
      store.setRetentionTime(RETENTION_MILLIS);
      store.setVersionsToKeep(KEPT_VERSIONS);
      this.images = store.openMap("images");
      this.positions = store.openMap("positions");
      this.properties = store.openMap("properties");
    }
  }
}
