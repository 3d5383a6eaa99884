package io.boxstream.artifacts.store;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Objects in one bucket. The port is as small as possible: whole objects, one conditional write,
 * and a delete that only the probe and the retention use.
 *
 * <p>Keys are slash separated ASCII paths without a leading slash. Every method throws {@link
 * StoreUnavailableException} if the store does not respond and {@link StoreRefusedException} if it
 * refuses the request. Implementations are thread-safe.
 */
public interface ObjectStore extends AutoCloseable {

  /** Creates the bucket if it does not exist. Call it once, before anything is written. */
  void createBucket();

  /**
   * Reads a small object into memory (documents, not blobs).
   *
   * @throws ObjectNotFoundException if it does not exist
   */
  byte[] get(String key);

  /**
   * Opens a stream of an object's bytes from an offset. The caller closes the stream.
   *
   * @throws ObjectNotFoundException if it does not exist
   */
  InputStream openStream(String key, long offset);

  /** Writes a file as one object, and replaces an existing object. The file is streamed. */
  void put(String key, Path file);

  /** Writes bytes as one object, and replaces an existing object. */
  void put(String key, byte[] content);

  /**
   * Writes bytes only if the key does not exist. This is the compare-and-swap operation that all
   * exactly-once writes are built on. Of any number of concurrent writers, exactly one gets true.
   *
   * <p>If a response is lost, the retry returns false although this writer won. To detect this
   * case, compare the content as {@code Documents.create} does.
   *
   * @return whether this call wrote the object
   */
  boolean putIfAbsent(String key, byte[] content);

  /** Metadata of an object; empty if it does not exist. */
  Optional<ObjectStat> stat(String key);

  /**
   * All keys that start with a prefix, in lexicographic order. Some servers also list temporary
   * objects of writes in progress, so filter the keys by their format.
   */
  List<String> list(String prefix);

  /** Like {@link #list}, with the metadata of each object. */
  List<ObjectStat> listStats(String prefix);

  /**
   * A part of {@link #listStats(String)}, for prefixes with very many objects.
   *
   * @param after the last key of the part before; empty for the first part
   * @param limit the most objects of the part, at most 1000
   * @return fewer than the limit only at the end
   */
  default List<ObjectStat> listStats(String prefix, String after, int limit) {
    return listStats(prefix).stream()
        .filter(object -> object.key().compareTo(after) > 0)
        .limit(limit)
        .toList();
  }

  /**
   * The names of the folders directly in a folder, in lexicographic order, without slashes: {@code
   * folders("runs/")} returns the run ids.
   *
   * @param prefix empty or ending in a slash
   */
  List<String> folders(String prefix);

  /** Removes an object. Does nothing if it does not exist. */
  void delete(String key);

  @Override
  void close();
}
