package io.boxstream.rest.access;

import io.boxstream.rest.problem.Problem;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Refuses what a browser sends for a page of another origin (cross-site request forgery). A form or
 * a script of any page can send requests to any address that the browser reaches. Browsers state
 * where a request comes from in {@code Origin} (Fetch standard, 3.2) and {@code Sec-Fetch-Site}
 * (Fetch Metadata); pages cannot set these headers. Clients that are no browsers send neither. A
 * page over HTTPS may use a service that speaks HTTP: a proxy between them does TLS.
 */
final class ForeignOrigin implements RequestGuard {
  private static final Pattern ORIGIN = Pattern.compile("(http|https)://(.+)");
  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

  @Override
  public Optional<Problem> refusal(RequestHead request) {
    for (String site : request.fetchSites()) {
      if (!OWN_SITES.contains(site.strip().toLowerCase(Locale.ROOT))) {
        return Optional.of(problem("Sec-Fetch-Site is " + site));
      }
    }
    for (String origin : request.origins()) {
      if (!isOwn(origin, request)) {
        return Optional.of(problem("Origin is " + origin));
      }
    }
    return Optional.empty();
  }

  private static boolean isOwn(String origin, RequestHead request) {
    Matcher matcher = ORIGIN.matcher(origin.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches() || request.hosts().size() != 1) {
      return false;
    }
    boolean secure = matcher.group(1).equals("https");
    if (request.secure() && !secure) {
      // Whoever listens on the wire can put scripts into a page without TLS, whatever its host.
      return false;
    }
    int defaultPort = secure ? 443 : 80;
    Optional<Authority> host = Authority.parse(request.hosts().get(0));
    return Authority.parse(matcher.group(2))
        .filter(page -> host.filter(own -> own.isSame(page, defaultPort)).isPresent())
        .isPresent();
  }

  private static Problem problem(String reason) {
    return Problem.of(
        403,
        "foreign-origin",
        "a browser sent this request for a page of another origin (%s); pages of other origins may not use this service"
            .formatted(reason));
  }
}
