package io.boxstream.artifacts.store;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Named objects in one bucket. The port is as small as the design allows: whole objects, one
 * conditional write, no deletes but the probe's own.
 *
 * <p>Keys are slash separated ASCII paths without a leading slash. Every method throws {@link
 * StoreUnavailableException} when the store does not answer and {@link StoreRefusedException} when
 * it refuses. Implementations are safe for use by several threads.
 */
public interface ObjectStore extends AutoCloseable {

  /** Makes the bucket unless it is there: once, before anything is written. */
  void createBucket();

  /**
   * The bytes of a small object (documents, not blobs).
   *
   * @throws ObjectNotFoundException when there is none
   */
  byte[] get(String key);

  /**
   * The bytes of an object from an offset on; the caller closes the stream.
   *
   * @throws ObjectNotFoundException when there is none
   */
  InputStream openStream(String key, long offset);

  /** Writes a file as one object, replacing what is there. Nothing is held in memory. */
  void put(String key, Path file);

  /** Writes bytes as one object, replacing what is there. */
  void put(String key, byte[] content);

  /**
   * Writes bytes only when the key is free: the compare-and-swap everything exact is built on. Of
   * any number of racing writers one gets true.
   *
   * <p>A lost answer makes a winner look like a loser after a retry; who must know compares the
   * content, as {@code Documents.create} does.
   *
   * @return whether this call wrote the object
   */
  boolean putIfAbsent(String key, byte[] content);

  /** Size of an object, or empty when there is none. */
  Optional<ObjectStat> stat(String key);

  /**
   * All keys that start with a prefix, in lexicographic order. Some servers list the temporary
   * object of a write under way too: pick the keys you know by their form.
   */
  List<String> list(String prefix);

  /**
   * The names directly under a folder that are themselves folders, in lexicographic order, without
   * slashes: {@code folders("runs/")} gives the run ids.
   *
   * @param prefix empty or ending in a slash
   */
  List<String> folders(String prefix);

  /** Removes an object; that it is not there is no error. */
  void delete(String key);

  @Override
  void close();
}
