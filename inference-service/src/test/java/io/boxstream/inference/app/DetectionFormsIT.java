package io.boxstream.inference.app;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.boxstream.images.ImageDecoder;
import io.boxstream.images.ImageHeader;
import io.boxstream.images.ImageHeaders;
import io.boxstream.images.ImageLimits;
import io.boxstream.images.RgbImage;
import io.boxstream.inference.TestImages;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are images, and forms with several images, against a model that serves. */
@QuarkusTest
@WithTestResource(KafkaAndStore.class)
class DetectionFormsIT {

  @BeforeEach
  void serve() {
    PromotedModel.serving();
  }

  @ParameterizedTest
  @CsvSource({
    "image/jpeg, JPEG, image/jpeg",
    "image/png, PNG, image/png",
    "'image/webp, image/png;q=0.5, application/json;q=0.1', PNG, image/png",
    "image/*, JPEG, image/jpeg"
  })
  void answersWithTheImageThatWasAskedFor(String accept, String format, String type) {
    byte[] png = TestImages.png(120, 80, 5);
    int threshold = 0;

    byte[] drawn =
        given()
            .accept(accept)
            .contentType("image/png")
            .body(png)
            .post("/v1/detect?threshold=" + threshold)
            .then()
            .statusCode(200)
            .contentType(type)
            .extract()
            .asByteArray();

    // Small images are enlarged four times to a side of 320.
    ImageHeader header = new ImageHeaders(ImageLimits.defaults()).read(drawn);
    assertThat(header.format()).hasToString(format);
    RgbImage image = new ImageDecoder(ImageLimits.defaults()).decode(drawn);
    assertThat(image.width()).isEqualTo(480);
    assertThat(image.height()).isEqualTo(320);
  }

  @Test
  void drawsOnlyBoxesThatReachTheThreshold() {
    byte[] png = TestImages.png(400, 400, 5);
    RgbImage original = new ImageDecoder(ImageLimits.defaults()).decode(png);

    assertThat(drawnPng(png, 1).rgb()).isEqualTo(original.rgb());
    assertThat(drawnPng(png, 0).rgb()).isNotEqualTo(original.rgb());
  }

  @Test
  void drawsOnTheUprightImage() {
    byte[] turned = TestImages.rotated(TestImages.jpeg(400, 330, 5));

    RgbImage drawn = drawnPng(turned, 0);

    assertThat(drawn.width()).isEqualTo(330);
    assertThat(drawn.height()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"*/*", "text/html, */*;q=0.8", "application/json, image/png;q=0.9"})
  void answersWithJsonWhereNothingElseIsPreferred(String accept) {
    given()
        .accept(accept)
        .contentType("image/png")
        .body(TestImages.png(120, 80, 5))
        .post("/v1/detect")
        .then()
        .statusCode(200)
        .contentType("application/json")
        .body("image.width", equalTo(120));
  }

  @Test
  void refusesOtherTypes() {
    given()
        .accept("image/webp")
        .contentType("image/png")
        .body(TestImages.png(120, 80, 5))
        .post("/v1/detect")
        .then()
        .statusCode(406)
        .body("code", equalTo("not-acceptable"));
  }

  @Test
  void statesProblemsAlsoToThoseWhoWantAnImage() {
    given()
        .accept("image/png")
        .contentType("image/png")
        .body("no image".getBytes(UTF_8))
        .post("/v1/detect")
        .then()
        .statusCode(422)
        .contentType("application/problem+json")
        .body("code", equalTo("unreadable-image"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"image", "images"})
  void answersEachImageOfAFormInOrder(String part) {
    form(part, TestImages.png(120, 80, 5), "no image".getBytes(UTF_8), TestImages.jpeg(70, 90, 6))
        .statusCode(200)
        .body("", hasSize(3))
        .body("name", equalTo(List.of("0.jpg", "1.jpg", "2.jpg")))
        .body("[0].result.image.width", equalTo(120))
        .body("[0].problem", nullValue())
        .body("[1].result", nullValue())
        .body("[1].problem.code", equalTo("unreadable-image"))
        .body("[1].problem.status", equalTo(422))
        .body("[2].result.image.height", equalTo(90));
  }

  @Test
  void answersAListOfOneAsAListAndAnImageAsAnObject() {
    form("images", TestImages.png(120, 80, 5)).statusCode(200).body("", hasSize(1));
    form("image", TestImages.png(120, 80, 5)).statusCode(200).body("image.width", equalTo(120));
  }

  @Test
  void aFormWhoseImagesAreAllTooLargeHasProblemsOnly() {
    form("images", new byte[(20 << 20) + 1], "x".getBytes(UTF_8))
        .statusCode(200)
        .body("[0].problem.code", equalTo("image-too-large"))
        .body("[1].problem.code", equalTo("unreadable-image"));
  }

  @Test
  void takesAtMostSoManyImagesAndBytes() {
    byte[][] images = new byte[17][];
    for (int i = 0; i < images.length; i++) {
      images[i] = TestImages.png(8, 8, i);
    }

    form("images", images)
        .statusCode(413)
        .body("code", equalTo("too-many-images"))
        .body("detail", containsString("boxstream.inference.http.max-images"));
    form("images", new byte[17 << 20], new byte[17 << 20])
        .statusCode(413)
        .body("code", equalTo("request-too-large"));
  }

  @Test
  void refusesFormsThatCannotBeAnswered() {
    byte[] png = TestImages.png(120, 80, 5);

    given()
        .accept("image/jpeg")
        .multiPart("images", "a.png", png, "image/png")
        .post("/v1/detect")
        .then()
        .statusCode(406)
        .body("code", equalTo("not-acceptable"))
        .body("detail", containsString("JSON"));
    given()
        .multiPart("image", "a.png", png, "image/png")
        .multiPart("images", "b.png", png, "image/png")
        .post("/v1/detect")
        .then()
        .statusCode(400);
    given().multiPart("other", "a.png", png, "image/png").post("/v1/detect").then().statusCode(400);
  }

  private static RgbImage drawnPng(byte[] image, int threshold) {
    byte[] drawn =
        given()
            .accept("image/png")
            .contentType("application/octet-stream")
            .body(image)
            .post("/v1/detect?threshold=" + threshold)
            .then()
            .statusCode(200)
            .extract()
            .asByteArray();
    return new ImageDecoder(ImageLimits.defaults()).decode(drawn);
  }

  private static ValidatableResponse form(String part, byte[]... images) {
    RequestSpecification request = given();
    for (int i = 0; i < images.length; i++) {
      request = request.multiPart(part, i + ".jpg", images[i], "image/jpeg");
    }
    return request.post("/v1/detect").then();
  }
}
