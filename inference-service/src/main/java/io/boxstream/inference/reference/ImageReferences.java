package io.boxstream.inference.reference;

import static java.util.Objects.requireNonNull;

import io.boxstream.fetch.FetchException;
import io.boxstream.fetch.FetchUnavailableException;
import io.boxstream.fetch.HttpFetcher;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * Reads the image that a reference names: {@code store:KEY}, or the address of an image on HTTP or
 * HTTPS. Thread-safe. Does not own its parts.
 */
public final class ImageReferences {
  private static final String STORE = "store:";

  private final StoredImages store;
  private final HttpFetcher web;
  private final long most;

  /**
   * @param store reads objects
   * @param web fetches from allowed hosts
   * @param most largest number of bytes of an image
   */
  public ImageReferences(StoredImages store, HttpFetcher web, long most) {
    this.store = requireNonNull(store, "store");
    this.web = requireNonNull(web, "web");
    this.most = most;
  }

  /**
   * Reads an image.
   *
   * @throws ReferenceRefusedException if it cannot be read, now or later
   * @throws ReferenceUnavailableException if it may be read later
   */
  public byte[] read(String reference) {
    if (reference.startsWith(STORE)) {
      return store.read(reference.substring(STORE.length()), most);
    }
    HttpUrl url = HttpUrl.parse(reference);
    if (url == null) {
      throw new ReferenceRefusedException(
          "a reference is store:KEY, or an address with http or https", null);
    }
    try {
      return web.get(url, Optional.empty(), most);
    } catch (FetchUnavailableException e) {
      throw new ReferenceUnavailableException(e.getMessage(), e);
    } catch (FetchException e) {
      throw new ReferenceRefusedException(e.getMessage(), e);
    }
  }
}
