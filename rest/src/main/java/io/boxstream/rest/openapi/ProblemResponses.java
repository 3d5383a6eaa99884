package io.boxstream.rest.openapi;

import io.boxstream.rest.problem.Problem;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.quarkus.smallrye.openapi.OpenApiFilter.RunStage;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/**
 * Adds the problems that every operation may answer with to the OpenAPI document, and the schema of
 * problems to those that operations document themselves.
 */
@OpenApiFilter(stages = RunStage.BUILD)
public class ProblemResponses implements OASFilter {
  private static final String SCHEMA = "Problem";

  private static final Map<String, String> EVERYWHERE =
      Map.of(
          "400",
          "A parameter, a header or the body is invalid: code invalid-request",
          "401",
          "No key or token that is known: code unauthenticated",
          "403",
          "The caller may not do this: code insufficient-scope, or another of docs/security.md",
          "414",
          "Method and address are too long: code address-too-long",
          "429",
          "More requests than the rate of the caller allows: code too-many-requests; see"
              + " Retry-After",
          "431",
          "The headers are too large: code headers-too-large",
          "503",
          "Something that the service needs is not there, for example code store-unavailable; see"
              + " Retry-After");

  private static final Map<String, String> WITH_BODY =
      Map.of(
          "408", "The body comes too slowly: code request-too-slow",
          "413", "The body is too large: code request-too-large",
          "415", "The operation does not take this Content-Type: code unsupported-media-type");

  private static final Map<String, String> WITH_ID =
      Map.of("404", "There is nothing of that name or id: code not-found");

  @Override
  public void filterOpenAPI(OpenAPI document) {
    if (document.getPaths() == null || document.getPaths().getPathItems() == null) {
      return;
    }
    if (document.getComponents() == null) {
      document.setComponents(OASFactory.createComponents());
    }
    document.getComponents().addSchema(SCHEMA, schema());
    document.getPaths().getPathItems().forEach(ProblemResponses::complete);
  }

  private static void complete(String path, PathItem item) {
    for (Operation operation : item.getOperations().values()) {
      if (operation.getResponses() == null) {
        operation.setResponses(OASFactory.createAPIResponses());
      }
      addMissing(operation.getResponses(), EVERYWHERE);
      if (operation.getRequestBody() != null) {
        addMissing(operation.getResponses(), WITH_BODY);
      }
      if (path.contains("{")) {
        addMissing(operation.getResponses(), WITH_ID);
      }
      operation.getResponses().getAPIResponses().forEach(ProblemResponses::describe);
    }
  }

  private static void addMissing(APIResponses responses, Map<String, String> descriptions) {
    descriptions.forEach(
        (status, description) -> {
          if (!responses.hasAPIResponse(status)) {
            responses.addAPIResponse(
                status, OASFactory.createAPIResponse().description(description));
          }
        });
  }

  private static void describe(String status, APIResponse response) {
    if (isError(status) && response.getContent() == null) {
      response.setContent(
          OASFactory.createContent()
              .addMediaType(
                  Problem.MEDIA_TYPE,
                  OASFactory.createMediaType()
                      .schema(OASFactory.createSchema().ref("#/components/schemas/" + SCHEMA))));
    }
  }

  private static boolean isError(String status) {
    return status.matches("[45]\\d\\d");
  }

  /** Written by hand, so that it says what is not in the type: the other members have no names. */
  private static Schema schema() {
    return object()
        .description("RFC 9457. Some codes come with further members")
        .addProperty("type", text().description("always about:blank"))
        .addProperty("title", text().description("the status in words"))
        .addProperty("status", OASFactory.createSchema().type(List.of(SchemaType.INTEGER)))
        .addProperty("detail", text().description("what happened, for a person"))
        .addProperty(
            "code", text().description("what happened, for a program; a code never changes"))
        .required(List.of("type", "title", "status", "detail", "code"));
  }

  private static Schema object() {
    return OASFactory.createSchema().type(List.of(SchemaType.OBJECT));
  }

  private static Schema text() {
    return OASFactory.createSchema().type(List.of(SchemaType.STRING));
  }
}
