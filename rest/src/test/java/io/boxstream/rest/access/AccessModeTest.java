package io.boxstream.rest.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.boxstream.rest.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessModeTest {
  private static final String OWN = "localhost:8081";
  private static final Set<String> NAMES = AccessFilter.ownHosts(List.of("Boxstream.example.org."));

  private final RequestGuard guard = AccessMode.PROTECTED.guard(NAMES);

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "::1", "127.1.2.3"})
  void aServiceOnLoopbackIsProtected(String host) {
    assertThat(AccessMode.of(host, false)).isEqualTo(AccessMode.PROTECTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "10.0.0.1", "192.168.1.20", "no-such-name.invalid"})
  void aServiceThatOthersReachNeedsAStatement(String host) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AccessMode.of(host, false))
        .withMessageContaining("does not listen on " + host)
        .withMessageContaining("quarkus.http.host=127.0.0.1")
        .withMessageContaining("boxstream.access.unprotected=true");
    assertThat(AccessMode.of(host, true)).isEqualTo(AccessMode.UNPROTECTED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:8081",
        "LOCALHOST",
        "localhost.:8081",
        "127.0.0.1:8081",
        "[::1]:8081",
        "boxstream.example.org",
        "BOXSTREAM.example.org:8081"
      })
  void callersOnThisMachineAreAnswered(String host) {
    assertThat(guard.refusal(host(host))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "evil.example:8081",
        "localhost.evil.example",
        "evil.boxstream.example.org",
        "user@localhost",
        "localhost, evil.example",
        "ingest:8081"
      })
  void otherHostsAreRefused(String host) {
    assertThat(code(guard.refusal(host(host)))).contains("foreign-host");
    assertThat(AccessMode.UNPROTECTED.guard(Set.of()).refusal(host(host))).isEmpty();
  }

  @Test
  void aRequestHasOneHost() {
    assertThat(code(guard.refusal(request("/", List.of(), List.of(), List.of(), Set.of()))))
        .contains("invalid-request");
    assertThat(code(guard.refusal(request("/", List.of(OWN, OWN), List.of(), List.of(), Set.of()))))
        .contains("invalid-request");
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/images,",
    "*,",
    "http://localhost:8081/v1/images,",
    "http://127.0.0.1:8081,",
    "http://evil.example/v1/images,foreign-host",
    "http://localhost:8081@evil.example/,foreign-host",
    "http://evil.example?http://localhost,foreign-host",
    "//evil.example/v1/images,",
    "evil.example:80,foreign-host",
    "localhost:8081,",
    "'',foreign-host"
  })
  void anAbsoluteTargetNamesThisMachineToo(String target, String code) {
    assertThat(code(guard.refusal(request(target, List.of(OWN), List.of(), List.of(), Set.of()))))
        .isEqualTo(Optional.ofNullable(code));
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:8081,http://localhost:8081,",
    "LOCALHOST:8081,http://localhost:8081,",
    "localhost:80,http://localhost,",
    "boxstream.example.org,https://boxstream.example.org,",
    "[::1]:8081,http://[::1]:8081,",
    "localhost:8081,http://localhost:3000,foreign-origin",
    "localhost:8081,http://localhost,foreign-origin",
    "localhost:8081,http://127.0.0.1:8081,foreign-origin",
    "localhost:8081,https://evil.example,foreign-origin",
    "localhost:8081,http://localhost:8081.evil.example,foreign-origin",
    "localhost:8081,http://evil.example:8081,foreign-origin",
    "localhost:8081,null,foreign-origin",
    "localhost:8081,'',foreign-origin",
    "localhost:8081,localhost:8081,foreign-origin",
    "localhost:8081,file://localhost:8081,foreign-origin",
    "localhost:8081,chrome-extension://localhost:8081,foreign-origin",
    "localhost:8081,http://localhost:8081/,foreign-origin",
    "localhost:8081,http://localhost:8081 http://evil.example,foreign-origin"
  })
  void pagesOfOtherOriginsAreRefused(String host, String origin, String code) {
    RequestHead request =
        request("/v1/images", List.of(host), List.of(origin), List.of(), Set.of("origin"));

    assertThat(code(guard.refusal(request))).isEqualTo(Optional.ofNullable(code));
    assertThat(code(AccessMode.UNPROTECTED.guard(Set.of()).refusal(request)))
        .isEqualTo(Optional.ofNullable(code));
  }

  @Test
  void everyOriginOfARequestIsItsOwn() {
    assertThat(
            code(
                guard.refusal(
                    request(
                        "/",
                        List.of(OWN),
                        List.of("http://localhost:8081", "http://evil.example"),
                        List.of(),
                        Set.of()))))
        .contains("foreign-origin");
  }

  @ParameterizedTest
  @CsvSource({
    "none,",
    "same-origin,",
    "Same-Origin,",
    "same-site,foreign-origin",
    "cross-site,foreign-origin",
    "CROSS-SITE,foreign-origin",
    "'',foreign-origin",
    "same-planet,foreign-origin"
  })
  void browsersSayForWhichSiteTheyAsk(String site, String code) {
    RequestHead request = request("/", List.of(OWN), List.of(), List.of(site), Set.of());

    assertThat(code(guard.refusal(request))).isEqualTo(Optional.ofNullable(code));
    assertThat(code(AccessMode.UNPROTECTED.guard(Set.of()).refusal(request)))
        .isEqualTo(Optional.ofNullable(code));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "forwarded",
        "x-forwarded-for",
        "x-forwarded-host",
        "x-forwarded-proto",
        "x-forwarded-prefix"
      })
  void whatAProxyForwardsIsRefused(String header) {
    RequestHead request =
        request("/", List.of(OWN), List.of(), List.of(), Set.of("host", "accept", header));

    assertThat(guard.refusal(request))
        .hasValueSatisfying(
            problem -> {
              assertThat(problem.code()).isEqualTo("forwarded-request");
              assertThat(problem.detail()).contains(header);
            });
    assertThat(AccessMode.UNPROTECTED.guard(Set.of()).refusal(request)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "example.org:8081", "https://example.org", "*.example.org", "::1"})
  void ownNamesAreHostsWithoutPorts(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AccessFilter.ownHosts(List.of("example.org", name)))
        .withMessageContaining("boxstream.access.hosts")
        .withMessageContaining("\"" + name + "\"");
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:8444, https://localhost:8444,",
    "localhost, https://localhost,",
    "localhost, https://localhost:443,",
    "localhost:8444, https://localhost, foreign-origin",
    "localhost:8444, http://localhost:8444, foreign-origin",
    "localhost, http://localhost, foreign-origin",
    "localhost, https://evil.example, foreign-origin"
  })
  void aServiceOverTlsHasPagesOverTlsOnly(String host, String origin, String code) {
    RequestHead request =
        new RequestHead(true, "/", List.of(host), List.of(origin), List.of(), Set.of());

    assertThat(code(guard.refusal(request))).isEqualTo(Optional.ofNullable(code));
  }

  private static RequestHead host(String host) {
    return request("/", List.of(host), List.of(), List.of(), Set.of("host"));
  }

  private static RequestHead request(
      String target,
      List<String> hosts,
      List<String> origins,
      List<String> fetchSites,
      Set<String> names) {
    return new RequestHead(false, target, hosts, origins, fetchSites, names);
  }

  private static Optional<String> code(Optional<Problem> refusal) {
    return refusal.map(Problem::code);
  }
}
