package io.boxstream.ingest.webhooks.tool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.boxstream.fetch.AllowedHost;
import io.boxstream.fetch.FetchMissingException;
import io.boxstream.fetch.FetchRefusedException;
import io.boxstream.fetch.FetchSettings;
import io.boxstream.fetch.FetchTooLargeException;
import io.boxstream.fetch.FetchUnavailableException;
import io.boxstream.fetch.HttpFetcher;
import io.boxstream.fetch.ServerToken;
import io.boxstream.fetch.TrustedServer;
import io.boxstream.ingest.webhooks.FakeTool;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpFetcherTest {

  private static final long LIMIT = 1000;
  private static final String KEYS = "boxstream.ingest.webhooks";
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final byte[] IMAGE = "image".getBytes(UTF_8);

  /** Knows one host, which has the address of the servers of this test. */
  private static final Dns RESOLVER =
      host -> {
        if (host.equals("images.example")) {
          return List.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1}));
        }
        throw new UnknownHostException(host);
      };

  private final FakeTool tool = new FakeTool();
  private final FakeTool other = new FakeTool();

  @AfterEach
  void close() {
    tool.close();
    other.close();
  }

  @Test
  void fetchesFromTheToolWithItsToken() {
    // Given
    tool.with("/data/upload/1/a%20b.jpg", IMAGE);
    TrustedServer server = TrustedServer.at(tool.address());

    // When
    byte[] fetched;
    try (HttpFetcher fetcher = fetcher(TIMEOUT)) {
      fetched =
          fetcher.get(
              server.resolve("/data/upload/1/a b.jpg").orElseThrow(),
              Optional.of(ServerToken.of("secret.x")),
              LIMIT);
    }

    // Then
    assertThat(fetched).isEqualTo(IMAGE);
    assertThat(tool.requests())
        .extracting(FakeTool.Request::authorization)
        .containsExactly("Bearer secret.x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "images.example"})
  void fetchesFromAnAllowedHostWithoutTheToken(String host) {
    // Given a redirect of the tool, as to a presigned address of a store
    other.with("/a.jpg", IMAGE);
    tool.redirect("/a.jpg", "http://" + host + ":" + other.port() + "/a.jpg");

    // When
    byte[] fetched;
    try (HttpFetcher fetcher = fetcher(TIMEOUT, host + ":" + other.port())) {
      fetched = fetcher.get(url(tool, "/a.jpg"), Optional.of(ServerToken.of("secret")), LIMIT);
    }

    // Then
    assertThat(fetched).isEqualTo(IMAGE);
    assertThat(tool.requests().get(0).authorization()).isEqualTo("Bearer secret");
    assertThat(other.requests()).containsExactly(new FakeTool.Request("GET", "/a.jpg", null));
  }

  @Test
  void refusesAHostThatIsNotAllowed() {
    other.with("/a.jpg", IMAGE);

    assertRefused(
        url(other, "/a.jpg"), "is not allowed; add it to boxstream.ingest.webhooks.allowed-hosts");
    assertThat(other.requests()).isEmpty();
  }

  @Test
  void refusesARedirectToAHostThatIsNotAllowed() {
    other.with("/a.jpg", IMAGE);
    tool.redirect("/a.jpg", other.address() + "/a.jpg");

    assertRefused(url(tool, "/a.jpg"), "127.0.0.1:" + other.port() + " is not allowed");
    assertThat(other.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"images.example", "127.1", "2130706433", "[::1]"})
  void refusesAPrivateAddressOfAnAllowedHost(String host) {
    other.with("/a.jpg", IMAGE);
    HttpUrl address = HttpUrl.get("http://" + host + ":" + other.port() + "/a.jpg");
    tool.redirect("/a.jpg", address.toString());
    FetchSettings settings =
        new FetchSettings(
            Set.of(AllowedHost.parse(host + ":" + other.port())), Set.of(), TIMEOUT, KEYS);

    try (HttpFetcher fetcher =
        new HttpFetcher(settings, Optional.of(TrustedServer.at(tool.address())), RESOLVER)) {
      for (HttpUrl url : List.of(address, url(tool, "/a.jpg"))) {
        assertThatThrownBy(() -> fetcher.get(url, Optional.empty(), LIMIT))
            .isInstanceOf(FetchRefusedException.class)
            .hasMessageContaining("not public");
      }
    }
    assertThat(other.requests()).isEmpty();
  }

  @Test
  void connectsToTheAddressThatWasChecked() {
    // Given a name that has the address of the tool's server once, and another one later
    other.with("/a.jpg", IMAGE);
    AtomicInteger lookups = new AtomicInteger();
    Dns changing =
        host ->
            lookups.incrementAndGet() == 1
                ? RESOLVER.lookup("images.example")
                : List.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 99}));
    AllowedHost host = AllowedHost.parse("rebound.example:" + other.port());
    FetchSettings settings = new FetchSettings(Set.of(), Set.of(host), TIMEOUT, KEYS);

    // When
    byte[] fetched;
    try (HttpFetcher fetcher = new HttpFetcher(settings, Optional.empty(), changing)) {
      fetched =
          fetcher.get(
              HttpUrl.get("http://rebound.example:" + other.port() + "/a.jpg"),
              Optional.empty(),
              LIMIT);
    }

    // Then
    assertThat(fetched).isEqualTo(IMAGE);
    assertThat(lookups).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://127.0.0.1/a.jpg", "file:///etc/passwd", "//", ""})
  void refusesARedirectToSomethingElseThanHttp(String target) {
    tool.redirect("/a.jpg", target);

    assertRefused(url(tool, "/a.jpg"), "redirected");
  }

  @Test
  void refusesARedirectFromHttpsToHttp() {
    HttpUrl url = HttpUrl.get("https://images.example/a.jpg");

    assertThat(HttpFetcher.target(url, "/b.jpg"))
        .isEqualTo(HttpUrl.get("https://images.example/b.jpg"));
    assertThatThrownBy(() -> HttpFetcher.target(url, "http://images.example/b.jpg"))
        .isInstanceOf(FetchRefusedException.class)
        .hasMessageContaining("from HTTPS to HTTP");
  }

  @Test
  void followsThreeRedirectsAndNoMore() {
    for (int hop = 0; hop < 4; hop++) {
      tool.redirect("/" + hop, "/" + (hop + 1));
    }
    tool.with("/4", IMAGE);

    try (HttpFetcher fetcher = fetcher(TIMEOUT)) {
      assertThat(fetcher.get(url(tool, "/1"), Optional.empty(), LIMIT)).isEqualTo(IMAGE);
    }
    assertRefused(url(tool, "/0"), "redirected more than 3 times");
  }

  @Test
  void stopsAtTheLargestSize() {
    tool.with("/large", new byte[1001]).with("/exact", new byte[1000]).endless("/endless");

    try (HttpFetcher fetcher = fetcher(TIMEOUT)) {
      assertThat(fetcher.get(url(tool, "/exact"), Optional.empty(), LIMIT)).hasSize(1000);
      for (String address : List.of("/large", "/endless")) {
        assertThatThrownBy(() -> fetcher.get(url(tool, address), Optional.empty(), LIMIT))
            .isInstanceOf(FetchTooLargeException.class)
            .hasMessageContaining("more than 1000 bytes");
      }
    }
  }

  @Test
  void aSlowServerIsUnavailable() {
    tool.stalling("/slow").redirect("/a.jpg", "/slow");

    try (HttpFetcher fetcher = fetcher(Duration.ofMillis(200))) {
      assertThatThrownBy(() -> fetcher.get(url(tool, "/a.jpg"), Optional.empty(), LIMIT))
          .isInstanceOf(FetchUnavailableException.class)
          .hasMessageContaining("cannot be fetched");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 408, 429, 500, 502, 503})
  void aStatusThatMayChangeIsUnavailable(int status) {
    tool.status("/a.jpg", status);

    try (HttpFetcher fetcher = fetcher(TIMEOUT)) {
      assertThatThrownBy(() -> fetcher.get(url(tool, "/a.jpg"), Optional.empty(), LIMIT))
          .isInstanceOf(FetchUnavailableException.class)
          .hasMessageContaining("status " + status);
    }
  }

  @Test
  void aStatusThatStaysIsFinal() {
    tool.status("/bad.jpg", 400).status("/gone.jpg", 410);
    other.status("/forbidden.jpg", 403);

    try (HttpFetcher fetcher = fetcher(TIMEOUT, "127.0.0.1:" + other.port())) {
      assertThatThrownBy(() -> fetcher.get(url(tool, "/bad.jpg"), Optional.empty(), LIMIT))
          .isInstanceOf(FetchRefusedException.class);
      assertThatThrownBy(() -> fetcher.get(url(tool, "/gone.jpg"), Optional.empty(), LIMIT))
          .isInstanceOf(FetchMissingException.class);
      assertThatThrownBy(() -> fetcher.get(url(other, "/forbidden.jpg"), Optional.empty(), LIMIT))
          .isInstanceOf(FetchRefusedException.class);
    }
  }

  @Test
  void aMessageHasNoCredentials() {
    HttpUrl url =
        HttpUrl.get("http://user:word@127.0.0.1:" + tool.port() + "/a.jpg?X-Amz-Signature=s3cr3t");
    tool.status("/a.jpg?X-Amz-Signature=s3cr3t", 500);

    try (HttpFetcher fetcher = fetcher(TIMEOUT)) {
      assertThatThrownBy(() -> fetcher.get(url, Optional.empty(), LIMIT))
          .hasMessage("http://127.0.0.1:" + tool.port() + "/a.jpg answers with status 500");
    }
  }

  @Test
  void exchangesAPersonalAccessTokenOnce() {
    // Given Label Studio below a path
    tool.with("/labels/api/token/refresh/", "{\"access\": \"short.lived.token\"}");
    tool.with("/labels/data/upload/a.jpg", IMAGE);
    TrustedServer server = TrustedServer.at(URI.create(tool.address() + "/labels/"));
    String token = "header.payload.signature";

    // When
    try (HttpFetcher fetcher = fetcher(TIMEOUT)) {
      ServerToken personal = new PersonalAccessToken(fetcher, server, token, Clock.systemUTC());
      for (int time = 0; time < 2; time++) {
        byte[] unused =
            fetcher.get(
                server.resolve("/data/upload/a.jpg").orElseThrow(), Optional.of(personal), LIMIT);
      }
    }

    // Then
    assertThat(PersonalAccessToken.is(token)).isTrue();
    assertThat(tool.requests())
        .extracting(FakeTool.Request::method, FakeTool.Request::authorization)
        .containsExactly(
            tuple("POST", null),
            tuple("GET", "Bearer short.lived.token"),
            tuple("GET", "Bearer short.lived.token"));
  }

  @Test
  void tokensOfFortyHexadecimalDigitsAreOfTheEarlierKind() {
    String legacy = "0123456789abcdef0123456789abcdef01234567";

    assertThat(ServerToken.of(legacy).authorization()).isEqualTo("Token " + legacy);
    assertThat(PersonalAccessToken.is(legacy)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "http://a", "a/b", "a:b", "a:99999", "*.example.org x"})
  void aHostThatIsNoneIsNotConfigured(String text) {
    assertThatThrownBy(() -> AllowedHost.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not a host");
  }

  @Test
  void aHostWithoutAPortIsThatOfTheUsualPorts() {
    AllowedHost host = AllowedHost.parse("Images.Example.org");

    assertThat(host.allows(HttpUrl.get("https://images.example.org/a"))).isTrue();
    assertThat(host.allows(HttpUrl.get("http://images.example.org/a"))).isTrue();
    assertThat(host.allows(HttpUrl.get("http://images.example.org:8080/a"))).isFalse();
    assertThat(host.allows(HttpUrl.get("http://sub.images.example.org/a"))).isFalse();
  }

  private void assertRefused(HttpUrl url, String reason) {
    try (HttpFetcher fetcher = fetcher(TIMEOUT)) {
      assertThatThrownBy(() -> fetcher.get(url, Optional.empty(), LIMIT))
          .isInstanceOf(FetchRefusedException.class)
          .hasMessageContaining(reason);
    }
  }

  private HttpFetcher fetcher(Duration timeout, String... privateHosts) {
    FetchSettings settings =
        new FetchSettings(
            Set.of(),
            Stream.of(privateHosts).map(AllowedHost::parse).collect(Collectors.toSet()),
            timeout,
            KEYS);
    return new HttpFetcher(settings, Optional.of(TrustedServer.at(tool.address())), RESOLVER);
  }

  private static HttpUrl url(FakeTool server, String address) {
    return HttpUrl.get(server.address() + address);
  }
}
