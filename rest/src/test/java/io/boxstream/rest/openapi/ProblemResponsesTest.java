package io.boxstream.rest.openapi;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.rest.problem.Problem;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ProblemResponsesTest {

  @Test
  void everyOperationDocumentsTheProblemsThatAnyMayHave() throws IOException {
    JsonNode document =
        new ObjectMapper().readTree(when().get("/q/openapi?format=json").asString());

    JsonNode get = document.at("/paths/~1counted/get/responses");
    assertThat(get.fieldNames())
        .toIterable()
        .contains("200", "400", "401", "403", "414", "429", "431", "503")
        .doesNotContain("404", "413", "415");
    JsonNode post = document.at("/paths/~1orders/post/responses");
    assertThat(post.fieldNames()).toIterable().contains("413", "415");
    for (JsonNode operations : document.path("paths")) {
      for (JsonNode operation : operations) {
        for (JsonNode response : operation.path("responses")) {
          JsonNode schema = response.path("content").path(Problem.MEDIA_TYPE).path("schema");
          if (!schema.isMissingNode()) {
            assertThat(schema.path("$ref").asText()).isEqualTo("#/components/schemas/Problem");
          }
        }
      }
    }
    assertThat(document.at("/components/schemas/Problem/required"))
        .extracting(JsonNode::asText)
        .containsExactlyInAnyOrder("type", "title", "status", "detail", "code");
  }
}
