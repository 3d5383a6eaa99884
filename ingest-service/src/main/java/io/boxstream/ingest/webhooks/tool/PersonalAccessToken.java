package io.boxstream.ingest.webhooks.tool;

import static java.util.Objects.requireNonNull;

import io.boxstream.fetch.FetchMissingException;
import io.boxstream.fetch.FetchUnavailableException;
import io.boxstream.fetch.HttpFetcher;
import io.boxstream.fetch.ServerToken;
import io.boxstream.fetch.TrustedServer;
import io.boxstream.images.formats.JsonTree;
import io.boxstream.images.formats.UnusableDataSetException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import okhttp3.HttpUrl;

/**
 * A personal access token of Label Studio: a JSON Web Token that is exchanged for an access token,
 * which is valid for some minutes.
 *
 * @see <a href="https://labelstud.io/guide/access_tokens">Access tokens of Label Studio</a>
 */
public final class PersonalAccessToken implements ServerToken {

  private static final String REFRESH = "/api/token/refresh";
  private static final Duration KEPT = Duration.ofMinutes(2);
  private static final long LARGEST_ANSWER = 64L * 1024;

  private final HttpFetcher fetcher;
  private final TrustedServer server;
  private final String token;
  private final Clock clock;
  private String access = "";
  private Instant until = Instant.MIN;

  /**
   * @param fetcher sends the exchange
   * @param server Label Studio
   * @param token the personal access token
   * @param clock tells when an access token is exchanged again
   */
  public PersonalAccessToken(HttpFetcher fetcher, TrustedServer server, String token, Clock clock) {
    this.fetcher = requireNonNull(fetcher, "fetcher");
    this.server = requireNonNull(server, "server");
    this.token = requireNonNull(token, "token");
    this.clock = requireNonNull(clock, "clock");
  }

  /** Whether a token must be exchanged before it is used. */
  public static boolean is(String token) {
    return token.matches("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
  }

  @Override
  public synchronized String authorization() {
    if (clock.instant().isAfter(until)) {
      access = exchange();
      until = clock.instant().plus(KEPT);
    }
    return "Bearer " + access;
  }

  private String exchange() {
    String request = "{\"refresh\":\"" + token + "\"}";
    byte[] answer;
    try {
      answer = fetcher.post(address(REFRESH + "/"), request, LARGEST_ANSWER);
    } catch (FetchMissingException withoutSlash) {
      answer = fetcher.post(address(REFRESH), request, LARGEST_ANSWER);
    }
    try {
      return JsonTree.text(JsonTree.object(JsonTree.parse(answer)).get("access"))
          .orElseThrow(() -> new FetchUnavailableException(noToken(), null));
    } catch (UnusableDataSetException e) {
      throw new FetchUnavailableException(noToken(), e);
    }
  }

  private String noToken() {
    return server.base() + " exchanges the personal access token for no access token";
  }

  private HttpUrl address(String path) {
    return server.resolve(path).orElseThrow(() -> new IllegalStateException(path));
  }
}
