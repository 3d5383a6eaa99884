package io.boxstream.fetch;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * A server that is known, such as that of a labelling tool. Addresses that it gives without a host
 * are on it.
 *
 * @param base its address; what is served may be below a path
 */
public record TrustedServer(HttpUrl base) {

  /** Validates the components. */
  public TrustedServer {
    requireNonNull(base, "base");
  }

  /**
   * The server at an address.
   *
   * @throws IllegalArgumentException if it is not an address of HTTP
   */
  public static TrustedServer at(URI address) {
    HttpUrl base = HttpUrl.parse(address.toString());
    if (base == null) {
      throw new IllegalArgumentException(
          "'" + address + "' is not an address such as https://labels.example.org");
    }
    return new TrustedServer(base);
  }

  /**
   * An address on the server.
   *
   * @param path with a slash in front, and a query where it has one
   */
  public Optional<HttpUrl> resolve(String path) {
    String prefix = base.encodedPath().replaceAll("/+$", "");
    String below = path.startsWith(prefix + "/") ? path : prefix + path;
    return Optional.ofNullable(base.resolve(below));
  }

  /** Whether an address is on the server. */
  boolean hosts(HttpUrl url) {
    return url.scheme().equals(base.scheme())
        && url.host().equals(base.host())
        && url.port() == base.port();
  }
}
