package io.boxstream.rest.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.access.Identity;
import io.boxstream.access.Scope;
import io.boxstream.rest.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationTest {
  private static final Map<String, Identity> KNOWN =
      Map.of(
          "reader", identity("reader", Optional.empty(), Scope.READ),
          "prometheus", identity("prometheus", Optional.empty(), Scope.METRICS),
          "hats", identity("hats", Optional.of("hats"), Scope.READ));

  private final Authentication authentication =
      new Authentication(
          text -> Optional.ofNullable(KNOWN.get(text)),
          "/v1/webhooks/cvat"::equals,
          "detector"::equals);

  @ParameterizedTest
  @ValueSource(strings = {"/q/health", "/q/health/live", "/q/health/ready", "/v1/webhooks/cvat"})
  void healthAndOpenPathsNeedNoKey(String path) {
    assertThat(authentication.authenticate(path, List.of()).refusal()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/v1/images",
        "/v1/webhooks/cvat/",
        "/v1/webhooks/cvat/deliveries",
        "/q/healthy",
        "/q/metrics",
        "/q/openapi",
        "/q/dev",
        "/Q/HEALTH",
        "/nothing"
      })
  void everythingElseDoes(String path) {
    assertThat(code(path)).contains("unauthenticated");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "reader",
        "Basic reader",
        "Bearer",
        "Bearer ",
        "Bearer nobody",
        "Bearer reader x"
      })
  void otherCredentialsAreRefused(String authorization) {
    assertThat(code("/v1/images", authorization)).contains("unauthenticated");
  }

  @Test
  void aRequestHasOneAuthorization() {
    assertThat(code("/v1/images", "Bearer reader", "Bearer reader")).contains("unauthenticated");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer reader", "bearer reader", "BEARER  reader"})
  void theCallerIsKnownAfterwards(String authorization) {
    assertThat(authentication.authenticate("/v1/images", List.of(authorization)).identity())
        .contains(KNOWN.get("reader"));
  }

  @ParameterizedTest
  @CsvSource({
    "/q/metrics,prometheus,",
    "/q/metrics,reader,insufficient-scope",
    "/q/openapi,reader,",
    "/q/openapi,prometheus,insufficient-scope",
    "/q/metrics/,prometheus,",
    "/q/metrics/,reader,insufficient-scope",
    "/v1/images,hats,other-model"
  })
  void theFrameworksAddressesNeedScopesAndAKeyMayBeForOneModel(
      String path, String key, String code) {
    assertThat(code(path, "Bearer " + key)).isEqualTo(Optional.ofNullable(code));
  }

  private Optional<String> code(String path, String... authorizations) {
    return authentication.authenticate(path, List.of(authorizations)).refusal().map(Problem::code);
  }

  private static Identity identity(String name, Optional<String> model, Scope scope) {
    return Identity.ofKey(name, Set.of(scope), model);
  }
}
