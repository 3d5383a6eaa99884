package io.boxstream.console.app;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.equalTo;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.boxstream.console.Service;
import io.boxstream.testbed.tls.TestAuthority;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Services over HTTPS, whose authority the console is told. */
@QuarkusTest
@TestProfile(SecureServicesTest.WithAuthority.class)
class SecureServicesTest {
  private static final Path AUTHORITY = Path.of("target", "console-authority.pem").toAbsolutePath();

  /** The file is written before the start; tests replace it. */
  public static final class WithAuthority implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      TestAuthority.create("first").write(AUTHORITY);
      Map<String, String> configuration = new HashMap<>(FreeAddresses.configuration());
      configuration.replaceAll((key, value) -> value.replace("http://", "https://"));
      configuration.put("boxstream.console.services.certificate-authority", AUTHORITY.toString());
      return configuration;
    }
  }

  @Test
  void aServiceIsAskedOnlyIfItsCertificateIsOfTheAuthority() throws Exception {
    TestAuthority authority = TestAuthority.create("ours");
    HttpsServer server =
        HttpsServer.create(
            new InetSocketAddress(
                InetAddress.getLoopbackAddress(), FreeAddresses.port(Service.INGEST)),
            0);
    server.setHttpsConfigurator(new HttpsConfigurator(authority.issue("ingest").serverContext()));
    server.createContext(
        "/",
        exchange -> {
          byte[] body = "hello".getBytes(UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      given()
          .get("/api/ingest/v1/images")
          .then()
          .statusCode(503)
          .body("code", equalTo("service-unavailable"));

      authority.write(AUTHORITY);

      given().get("/api/ingest/v1/images").then().statusCode(200).body(equalTo("hello"));
    } finally {
      server.stop(0);
    }
  }
}
