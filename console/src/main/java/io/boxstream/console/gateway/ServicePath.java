package io.boxstream.console.gateway;

import static java.util.Objects.requireNonNull;

import io.boxstream.console.Service;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address of a service.
 *
 * @param service which is asked
 * @param path below {@code /v1/}, as the browser has encoded it
 */
public record ServicePath(Service service, String path) {
  private static final Pattern ADDRESS = Pattern.compile("/api/([a-z]+)(/v1/.+)");

  /** RFC 3986, 3.3: characters of a segment, and encoded ones. */
  private static final Pattern SEGMENT =
      Pattern.compile("(?:[A-Za-z0-9._~!$&'()*+,=:@-]|%[0-9A-Fa-f]{2})+");

  /** A dot, slash, backslash, percent sign or control character has no reason to be encoded. */
  private static final Pattern TRICK = Pattern.compile("(?i)%(?:2e|2f|5c|25|[01][0-9a-f]|7f)");

  public ServicePath {
    requireNonNull(service, "service");
    requireNonNull(path, "path");
  }

  /**
   * The address of a service that an address of the console stands for; empty if it is none, or one
   * that somebody could read as an address elsewhere: with empty or relative segments, encoded
   * dots, slashes, percent signs, or characters that an address does not have.
   *
   * @param path as it came, encoded, without the query
   */
  public static Optional<ServicePath> parse(String path) {
    Matcher address = ADDRESS.matcher(path);
    if (!address.matches() || TRICK.matcher(path).find()) {
      return Optional.empty();
    }
    for (String segment : address.group(2).substring(1).split("/", -1)) {
      if (!SEGMENT.matcher(segment).matches() || segment.equals(".") || segment.equals("..")) {
        return Optional.empty();
      }
    }
    return Service.ofCode(address.group(1))
        .map(service -> new ServicePath(service, address.group(2)));
  }
}
