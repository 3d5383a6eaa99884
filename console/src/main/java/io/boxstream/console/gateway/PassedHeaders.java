package io.boxstream.console.gateway;

import io.boxstream.console.Service;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which headers pass the gateway. */
final class PassedHeaders {
  /** RFC 9110, 7.6.1: for one connection only. */
  private static final Set<String> OF_A_CONNECTION =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "http2-settings");

  /** What is between the browser and the console: cookies, and what a page is and where. */
  private static final Set<String> OF_THE_BROWSER =
      Set.of(
          "cookie",
          "expect",
          "forwarded",
          "host",
          "origin",
          "referer",
          "x-csrf-token",
          "x-real-ip",
          // Bodies of answers pass as they are; the console compresses them itself.
          "accept-encoding");

  private static final List<String> OF_THE_BROWSER_BEGIN = List.of("sec-", "x-forwarded-");

  /** The console's answers have headers of their own for these. */
  private static final Set<String> OF_THE_CONSOLE =
      Set.of(
          "set-cookie",
          "content-security-policy",
          "x-content-type-options",
          "referrer-policy",
          "cross-origin-resource-policy");

  private PassedHeaders() {}

  /** Copies what a service may know of a request. */
  static void copyRequest(MultiMap from, MultiMap to) {
    Set<String> dropped = ofThisConnection(from);
    copy(
        from,
        to,
        name ->
            !dropped.contains(name)
                && !OF_THE_BROWSER.contains(name)
                && OF_THE_BROWSER_BEGIN.stream().noneMatch(name::startsWith));
  }

  /** Copies what a browser may know of an answer, with the console's addresses. */
  static void copyAnswer(Service service, MultiMap from, MultiMap to) {
    Set<String> dropped = ofThisConnection(from);
    copy(from, to, name -> !dropped.contains(name) && !OF_THE_CONSOLE.contains(name));
    String location = from.get(HttpHeaders.LOCATION);
    if (location != null) {
      to.set(HttpHeaders.LOCATION, location(service, location));
    }
  }

  /** Services name themselves by a path, or by the address that they were asked at. */
  private static String location(Service service, String location) {
    String path = location.replaceFirst("^https?://[^/]*", "");
    return path.startsWith("/v1/") ? "/api/" + service.code() + path : location;
  }

  private static Set<String> ofThisConnection(MultiMap headers) {
    Set<String> names = new HashSet<>(OF_A_CONNECTION);
    headers.getAll(HttpHeaders.CONNECTION).stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .map(name -> name.strip().toLowerCase(Locale.ROOT))
        .forEach(names::add);
    return names;
  }

  private interface NameFilter {
    boolean passes(String name);
  }

  private static void copy(MultiMap from, MultiMap to, NameFilter filter) {
    Map<String, List<Map.Entry<String, String>>> byName =
        from.entries().stream()
            .collect(Collectors.groupingBy(entry -> entry.getKey().toLowerCase(Locale.ROOT)));
    byName.forEach(
        (name, entries) -> {
          if (filter.passes(name)) {
            Stream<String> values = entries.stream().map(Map.Entry::getValue);
            to.set(name, values.toList());
          }
        });
  }
}
