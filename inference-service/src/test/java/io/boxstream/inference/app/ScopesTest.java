package io.boxstream.inference.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.testbed.access.ScopeCheck;
import io.boxstream.testbed.access.TestKeys;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Every operation of the service with keys, and docs/security.md, which lists them. */
@QuarkusTest
@TestProfile(ScopesTest.WithKeys.class)
class ScopesTest {
  private static final Path FILE = Path.of("target", "keys.json").toAbsolutePath();

  @TestHTTPResource("/")
  URI address;

  @Inject Router router;

  @Test
  void everyOperationAsksForTheScopeThatIsDocumented() throws Exception {
    assertThat(ScopeCheck.faults("inference", address, TestKeys.write(FILE))).isEmpty();
  }

  /** Others would be asked for a key, and for no scope. */
  @Test
  void thereAreNoRoutesBesideTheResourcesAndTheFrameworks() {
    assertThat(router.getRoutes())
        .extracting(Route::getPath)
        .filteredOn(Objects::nonNull)
        .as("routes of the framework, and two of the resources")
        .containsExactlyInAnyOrder("/q/", "/", "/");
  }

  /** A file of keys, and addresses where nobody listens. */
  public static final class WithKeys implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
      return TestKeys.configuration(FILE);
    }
  }
}
