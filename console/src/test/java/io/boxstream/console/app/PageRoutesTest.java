package io.boxstream.console.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The files of the front end as a browser gets them. */
@QuarkusTest
@TestProfile(GatewayTest.AwayServices.class)
class PageRoutesTest {
  private static final Pattern MAPPED = Pattern.compile("\": \"(/[^\"]+\\.js)\"");

  @Test
  void aDeepLinkOpensThePage() {
    for (String path : new String[] {"/", "/images", "/images/abc?class=hat", "/models/detector"}) {
      given()
          .get(path)
          .then()
          .statusCode(200)
          .contentType("text/html")
          .header("Content-Security-Policy", containsString("script-src 'self' 'sha256-"))
          .header("X-Content-Type-Options", equalTo("nosniff"))
          .header("Referrer-Policy", equalTo("same-origin"))
          .body(containsString("<bx-shell>"));
    }
  }

  @Test
  void everyLibraryOfTheImportMapIsThere() {
    Matcher mapped = MAPPED.matcher(given().get("/").asString());
    int count = 0;
    while (mapped.find()) {
      given()
          .get(mapped.group(1))
          .then()
          .statusCode(200)
          .contentType(startsWith("text/javascript"))
          .header("Cache-Control", containsString("immutable"));
      count++;
    }
    assertThat(count).isGreaterThanOrEqualTo(4);
  }

  @Test
  void aPageThatTheBrowserHasIsNotSentAgain() {
    Response first = given().get("/app/main.js");

    given()
        .header("If-None-Match", first.header("ETag"))
        .get("/app/main.js")
        .then()
        .statusCode(304)
        .body(equalTo(""));
    given().head("/app/main.js").then().statusCode(200);
  }

  @Test
  void whatIsNotThereIsAProblem() {
    given()
        .get("/app/none.js")
        .then()
        .statusCode(404)
        .contentType("application/problem+json")
        .header("Content-Security-Policy", startsWith("default-src 'none'"));
    given().get("/api/none").then().statusCode(404).contentType("application/problem+json");
    given().post("/images").then().statusCode(404);
  }

  @Test
  void metricsHaveNoAddressesWithIdsInThem() {
    given().get("/images/0123456789").then().statusCode(200);
    given().get("/api/evaluator/v1/evaluations/0123456789").then().statusCode(503);

    assertThat(given().get("/q/metrics").asString())
        .contains("uri=\"/api/evaluator\"")
        .doesNotContain("0123456789");
  }
}
