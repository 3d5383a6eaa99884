package io.boxstream.fetch;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Fetches resources under {@linkplain FetchRules rules}. Redirects are followed by hand, so that
 * each one is checked like the first address. The token is sent to the trusted server only. Proxies
 * are not used, because a proxy would resolve names itself. Thread-safe.
 */
public final class HttpFetcher implements AutoCloseable {

  private static final int MOST_REDIRECTS = 3;
  private static final int PERMANENT_REDIRECT = 308;
  private static final int TEMPORARY_REDIRECT = 307;
  private static final int TOO_EARLY = 425;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;
  private static final MediaType JSON = MediaType.get("application/json");

  private final FetchRules rules;
  private final Optional<TrustedServer> server;
  private final Duration timeout;
  private final String keys;
  private final OkHttpClient client;

  /**
   * @param settings hosts and times; the trusted server is allowed in addition, with any address
   * @param server a server that is known, and gets a token; empty for none
   * @param resolver finds the addresses of a host
   */
  public HttpFetcher(FetchSettings settings, Optional<TrustedServer> server, Dns resolver) {
    this.server = requireNonNull(server, "server");
    this.rules =
        new FetchRules(
            settings.allowed(),
            server
                .map(tool -> with(settings.withPrivate(), AllowedHost.of(tool.base())))
                .orElse(settings.withPrivate()),
            resolver,
            settings.keys());
    this.keys = settings.keys();
    this.timeout = settings.timeout();
    this.client =
        new OkHttpClient.Builder()
            .dns(rules)
            .proxy(Proxy.NO_PROXY)
            .followRedirects(false)
            .followSslRedirects(false)
            .connectTimeout(settings.timeout())
            .readTimeout(settings.timeout())
            .build();
  }

  private static Set<AllowedHost> with(Set<AllowedHost> hosts, AllowedHost further) {
    Set<AllowedHost> all = new HashSet<>(hosts);
    all.add(further);
    return all;
  }

  /**
   * Fetches a resource.
   *
   * @param token sent to the trusted server
   * @param most largest number of bytes
   * @throws FetchException if it is not fetched
   */
  public byte[] get(HttpUrl url, Optional<ServerToken> token, long most) {
    HttpUrl next = url;
    long end = System.nanoTime() + timeout.toNanos();
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      Request.Builder request = new Request.Builder().url(next);
      if (server.isPresent() && server.get().hosts(next)) {
        token.ifPresent(value -> request.header("Authorization", value.authorization()));
      }
      try (Response response = send(request, end)) {
        if (!isRedirect(response.code())) {
          return body(response, most);
        }
        next = target(next, response.header("Location"));
      } catch (IOException e) {
        throw unavailable(next, e);
      }
    }
    throw new FetchRefusedException(
        shown(url) + " is redirected more than " + MOST_REDIRECTS + " times");
  }

  /**
   * Sends JSON and returns the body of the answer. Redirects are not followed.
   *
   * @param most largest number of bytes of the answer
   * @throws FetchException if there is no answer
   */
  public byte[] post(HttpUrl url, String json, long most) {
    long end = System.nanoTime() + timeout.toNanos();
    try (Response response =
        send(new Request.Builder().url(url).post(RequestBody.create(json, JSON)), end)) {
      return body(response, most);
    } catch (IOException e) {
      throw unavailable(url, e);
    }
  }

  private Response send(Request.Builder builder, long end) throws IOException {
    // Without it the client would unpack an answer of any length.
    Request request = builder.header("Accept-Encoding", "identity").build();
    Optional<String> refusal = rules.refusal(request.url());
    if (refusal.isPresent()) {
      throw new FetchRefusedException(shown(request.url()) + ": " + refusal.get());
    }
    Call call = client.newCall(request);
    call.timeout().timeout(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    return call.execute();
  }

  private byte[] body(Response response, long most) throws IOException {
    HttpUrl url = response.request().url();
    int status = response.code();
    if (status != HttpURLConnection.HTTP_OK) {
      throw failure(url, status);
    }
    if (response.body().contentLength() > most) {
      throw tooLarge(url, most);
    }
    try (InputStream in = response.body().byteStream()) {
      byte[] bytes = in.readNBytes(Math.toIntExact(most + 1));
      if (bytes.length > most) {
        throw tooLarge(url, most);
      }
      return bytes;
    }
  }

  private FetchException failure(HttpUrl url, int status) {
    String what = shown(url) + " answers with status " + status;
    boolean ours = server.isPresent() && server.get().hosts(url);
    return switch (status) {
      case HttpURLConnection.HTTP_UNAUTHORIZED, HttpURLConnection.HTTP_FORBIDDEN ->
          ours
              ? new FetchUnavailableException(what + "; check the token in " + keys, null)
              : new FetchRefusedException(what);
      case HttpURLConnection.HTTP_NOT_FOUND, HttpURLConnection.HTTP_GONE ->
          new FetchMissingException(what);
      case HttpURLConnection.HTTP_CLIENT_TIMEOUT, TOO_EARLY, TOO_MANY_REQUESTS ->
          new FetchUnavailableException(what, null);
      default ->
          status >= SERVER_ERROR
              ? new FetchUnavailableException(what, null)
              : new FetchRefusedException(what);
    };
  }

  private static FetchTooLargeException tooLarge(HttpUrl url, long most) {
    return new FetchTooLargeException(shown(url) + " has more than " + most + " bytes");
  }

  private FetchException unavailable(HttpUrl url, IOException e) {
    if (e instanceof FetchRules.PrivateAddressException) {
      return new FetchRefusedException(shown(url) + ": " + rules.privateAddress(url.host()));
    }
    String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return new FetchUnavailableException(shown(url) + " cannot be fetched: " + reason, e);
  }

  private static boolean isRedirect(int status) {
    return switch (status) {
      case HttpURLConnection.HTTP_MOVED_PERM,
          HttpURLConnection.HTTP_MOVED_TEMP,
          HttpURLConnection.HTTP_SEE_OTHER,
          TEMPORARY_REDIRECT,
          PERMANENT_REDIRECT ->
          true;
      default -> false;
    };
  }

  /**
   * Where a redirect leads.
   *
   * @param location the header; null if there is none
   */
  public static HttpUrl target(HttpUrl url, String location) {
    HttpUrl target = location == null ? null : url.resolve(location);
    if (target == null) {
      throw new FetchRefusedException(shown(url) + " is redirected to no address of HTTP");
    }
    if (url.isHttps() && !target.isHttps()) {
      throw new FetchRefusedException(shown(url) + " is redirected from HTTPS to HTTP");
    }
    return target;
  }

  /** Without user and query, which may hold credentials. */
  private static String shown(HttpUrl url) {
    return url.newBuilder().username("").password("").query(null).fragment(null).build().toString();
  }

  /** Aborts what is being fetched. */
  @Override
  public void close() {
    client.dispatcher().cancelAll();
    client.connectionPool().evictAll();
  }
}
