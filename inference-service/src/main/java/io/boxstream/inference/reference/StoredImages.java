package io.boxstream.inference.reference;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.store.ObjectStat;
import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.artifacts.store.StoreRefusedException;
import io.boxstream.artifacts.store.StoreUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.regex.Pattern;

/** Images in the object store, in folders that the configuration allows. Thread-safe. */
public final class StoredImages {
  private static final int LONGEST_KEY = 1024;

  /**
   * Names between slashes, none of which is empty or consists of dots only: a store on a file
   * system could leave the folder with them.
   */
  private static final Pattern KEY =
      Pattern.compile(
          "(?!\\.+(?:/|$))[\\x21-\\x7e&&[^/\\\\]]+(?:/(?!\\.+(?:/|$))[\\x21-\\x7e&&[^/\\\\]]+)*");

  private final ObjectStore store;
  private final List<String> folders;

  /**
   * @param folders the starts of keys that may be read, each ending in a slash
   * @throws IllegalArgumentException if one is no folder
   */
  public StoredImages(ObjectStore store, List<String> folders) {
    this.store = requireNonNull(store, "store");
    this.folders = List.copyOf(folders);
    for (String folder : this.folders) {
      boolean valid =
          folder.endsWith("/") && KEY.matcher(folder.substring(0, folder.length() - 1)).matches();
      if (!valid) {
        throw new IllegalArgumentException("'" + folder + "' is not a folder such as requests/");
      }
    }
  }

  /**
   * Reads an image.
   *
   * @param most largest number of bytes
   */
  byte[] read(String key, long most) {
    if (key.length() > LONGEST_KEY
        || !KEY.matcher(key).matches()
        || folders.stream().noneMatch(key::startsWith)) {
      throw new ReferenceRefusedException(
          "the key is in no folder of boxstream.inference.requests.references.store-folders", null);
    }
    try {
      ObjectStat stat =
          store
              .stat(key)
              .orElseThrow(
                  () -> new ReferenceRefusedException("the store has no object " + key, null));
      if (stat.size() > most) {
        throw tooLarge(key, most);
      }
      return bytes(key, most);
    } catch (StoreUnavailableException e) {
      throw new ReferenceUnavailableException("the store does not answer: " + e.getMessage(), e);
    } catch (StoreRefusedException e) {
      throw new ReferenceRefusedException("the store refuses " + key, e);
    }
  }

  private byte[] bytes(String key, long most) {
    try (InputStream in = store.openStream(key, 0)) {
      byte[] bytes = in.readNBytes(Math.toIntExact(most + 1));
      if (bytes.length > most) {
        throw tooLarge(key, most);
      }
      return bytes;
    } catch (IOException e) {
      throw new ReferenceUnavailableException("the store ends in " + key, e);
    }
  }

  private static ReferenceRefusedException tooLarge(String key, long most) {
    return new ReferenceRefusedException(
        "%s has more than %d bytes (boxstream.inference.images.max-size)".formatted(key, most),
        null);
  }
}
