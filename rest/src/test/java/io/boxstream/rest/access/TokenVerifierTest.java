package io.boxstream.rest.access;

import static java.net.InetAddress.getLoopbackAddress;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.boxstream.access.Identity;
import io.boxstream.access.Scope;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenVerifierTest {
  private final TestProvider provider = new TestProvider();

  @AfterEach
  void stop() {
    provider.close();
  }

  @Test
  void aTokenSpeaksForItsSubjectWithTheScopesOfItsClaim() {
    String token = provider.token(TestProvider.claims("anna", "openid read label"));

    assertThat(verifier("scope", "").identify(token))
        .contains(Identity.ofToken("anna", Set.of(Scope.READ, Scope.LABEL)));
  }

  @Test
  void scopesMayBeAListInsideObjectsAndHaveAPrefix() {
    JwtClaims claims = TestProvider.claims("anna", "admin");
    claims.setClaim(
        "resource_access",
        Map.of("boxstream", Map.of("roles", List.of("bx:promote", "train", "bx:", "other"))));

    assertThat(verifier("resource_access/boxstream/roles", "bx:").identify(provider.token(claims)))
        .contains(Identity.ofToken("anna", Set.of(Scope.PROMOTE)));
  }

  @Test
  void aTokenWithoutScopesIsKnownAndMayDoNothing() {
    JwtClaims claims = TestProvider.claims("anna", "read");
    claims.unsetClaim("scope");

    assertThat(verifier("scope", "").identify(provider.token(claims)))
        .contains(Identity.ofToken("anna", Set.of()));
  }

  @Test
  void tokensOfOthersForOthersAndOfOtherTimesDoNotCount() {
    assertThat(identified(claims -> claims.setIssuer("https://login.example.com"))).isEmpty();
    assertThat(identified(claims -> claims.setAudience("another-service"))).isEmpty();
    assertThat(identified(claims -> claims.unsetClaim("aud"))).isEmpty();
    assertThat(identified(claims -> claims.setExpirationTime(TestProvider.in(-40)))).isEmpty();
    assertThat(identified(claims -> claims.unsetClaim("exp"))).isEmpty();
    assertThat(identified(claims -> claims.setNotBefore(TestProvider.in(40)))).isEmpty();
    assertThat(identified(claims -> claims.unsetClaim("sub"))).isEmpty();
    assertThat(identified(claims -> claims.setSubject("two\nlines"))).isEmpty();
  }

  @Test
  void clocksMayDifferALittle() {
    assertThat(identified(claims -> claims.setExpirationTime(TestProvider.in(-20)))).isPresent();
    assertThat(identified(claims -> claims.setNotBefore(TestProvider.in(20)))).isPresent();
  }

  @Test
  void onlySignaturesOfTheProviderCount() throws Exception {
    JwtClaims claims = TestProvider.claims("anna", "read");
    TokenVerifier verifier = verifier("scope", "");
    String good = provider.token(claims);
    String tampered = good.substring(0, good.length() - 8) + "AAAAAAAA";

    assertThat(verifier.identify(good)).isPresent();
    assertThat(verifier.identify(tampered)).isEmpty();
    assertThat(verifier.identify(provider.tokenWithSharedSecret(claims))).isEmpty();
    assertThat(verifier.identify(TestProvider.unsignedToken(claims))).isEmpty();
    try (TestProvider another = new TestProvider()) {
      assertThat(verifier.identify(another.token(claims))).isEmpty();
    }
  }

  @Test
  void aTokenDoesNotSayWhereItsKeyIs() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    HttpServer other = HttpServer.create(new InetSocketAddress(getLoopbackAddress(), 0), 0);
    other.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          exchange.sendResponseHeaders(404, -1);
          exchange.close();
        });
    other.start();
    try {
      String token =
          provider.tokenWithKeyOfItsOwn(
              TestProvider.claims("anna", "read"),
              URI.create("http://127.0.0.1:" + other.getAddress().getPort() + "/keys"));

      assertThat(verifier("scope", "").identify(token)).isEmpty();
      assertThat(asked).hasValue(0);
    } finally {
      other.stop(0);
    }
  }

  @Test
  void keysMayBeRsa() throws Exception {
    provider.rotateToRsa("rsa");

    assertThat(verifier("scope", "").identify(provider.token(TestProvider.claims("anna", "read"))))
        .isPresent();
  }

  /**
   * Keys are not fetched again within a third of a second, and a token that comes then makes the
   * verifier wait a minute.
   */
  @Test
  void aKeyThatTheProviderAddsIsFound() {
    TokenVerifier verifier = verifier("scope", "");
    JwtClaims claims = TestProvider.claims("anna", "read");
    assertThat(verifier.identify(provider.token(claims))).isPresent();

    provider.rotateTo("second");

    await()
        .pollDelay(Duration.ofMillis(500))
        .until(() -> verifier.identify(provider.token(claims)).isPresent());
  }

  @Test
  void aProviderThatDoesNotAnswerIsNoReasonToRefuseTheToken() {
    String token = provider.token(TestProvider.claims("anna", "read"));
    TokenVerifier verifier = verifier("scope", "");
    provider.close();

    assertThatThrownBy(() -> verifier.identify(token))
        .isInstanceOf(ProviderUnavailableException.class)
        .hasMessageContaining("keys of the identity provider");
  }

  @Test
  void saysWhatIsMissingInTheConfiguration() {
    assertThatThrownBy(
            () -> new TokenVerifier(new Settings(Optional.empty(), "scope", Optional.empty())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("set boxstream.access.tokens.key-set");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "a.b", "a.b.c", "..", "eyJhbGciOiJSUzI1NiJ9..x", "a.b.c.d.e"})
  void whatIsNoTokenIsNobody(String text) {
    assertThat(verifier("scope", "").identify(text)).isEmpty();
  }

  private Optional<Identity> identified(Consumer<JwtClaims> change) {
    JwtClaims claims = TestProvider.claims("anna", "read");
    change.accept(claims);
    return verifier("scope", "").identify(provider.token(claims));
  }

  private TokenVerifier verifier(String scopeClaim, String scopePrefix) {
    return new TokenVerifier(
        new Settings(Optional.of(provider.keySet()), scopeClaim, Optional.of(scopePrefix)));
  }

  /** As {@code boxstream.access.tokens} states them. */
  private record Settings(Optional<URI> keySet, String scopeClaim, Optional<String> scopePrefix)
      implements AccessConfiguration.Tokens {

    @Override
    public Optional<String> issuer() {
      return Optional.of(TestProvider.ISSUER);
    }

    @Override
    public Optional<String> audience() {
      return Optional.of(TestProvider.AUDIENCE);
    }

    @Override
    public Duration clockSkew() {
      return Duration.ofSeconds(30);
    }
  }
}
