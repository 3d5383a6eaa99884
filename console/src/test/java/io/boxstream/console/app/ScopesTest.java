package io.boxstream.console.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.testbed.access.ScopeCheck;
import io.boxstream.testbed.access.TestKeys;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Every operation of the console with keys, and docs/security.md, which lists them. */
@QuarkusTest
@TestProfile(SessionTest.WithKeys.class)
class ScopesTest {

  @TestHTTPResource("/")
  URI address;

  @Inject Router router;

  @Test
  void everyOperationAsksForTheScopeThatIsDocumented() throws Exception {
    assertThat(ScopeCheck.faults("console", address, TestKeys.write(SessionTest.FILE))).isEmpty();
  }

  /** The services check the scopes of what passes the gateway; files and pages are open. */
  @Test
  void thereAreNoRoutesBesideTheResourcesTheFrameworksTheGatewayAndThePages() {
    assertThat(router.getRoutes())
        .extracting(Route::getPath)
        .filteredOn(Objects::nonNull)
        .containsExactlyInAnyOrder(
            "/api/ingest/",
            "/api/trainer/",
            "/api/evaluator/",
            "/api/inference/",
            "/api/events",
            "/q/",
            "/",
            "/",
            "/");
  }
}
