package io.boxstream.inference.app;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.quarkus.smallrye.openapi.OpenApiFilter.RunStage;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * Puts the errors of the Open Inference Protocol into the OpenAPI document, in place of the
 * problems that every operation has when the document is built.
 */
@OpenApiFilter(stages = RunStage.RUNTIME_STARTUP)
public class ProtocolErrorResponses implements OASFilter {
  private static final String SCHEMA = "ProtocolError";
  private static final String JSON = "application/json";

  /** Their heads cannot be read, so that their address is not known: they stay problems. */
  private static final List<String> BEFORE_THE_ADDRESS = List.of("414", "431");

  @Override
  public void filterOpenAPI(OpenAPI document) {
    document
        .getComponents()
        .addSchema(
            SCHEMA,
            OASFactory.createSchema()
                .type(List.of(SchemaType.OBJECT))
                .addProperty(
                    "error",
                    OASFactory.createSchema()
                        .type(List.of(SchemaType.STRING))
                        .description("what happened, for a person"))
                .required(List.of("error")));
    document
        .getPaths()
        .getPathItems()
        .forEach(
            (path, item) -> {
              if (InferenceProtocolForms.isOfProtocol(path)) {
                change(item);
              }
            });
  }

  private static void change(PathItem item) {
    for (Operation operation : item.getOperations().values()) {
      operation.getResponses().getAPIResponses().forEach(ProtocolErrorResponses::change);
    }
  }

  private static void change(String status, APIResponse response) {
    if (status.matches("[45]\\d\\d") && !BEFORE_THE_ADDRESS.contains(status)) {
      response.setContent(error());
    }
  }

  private static Content error() {
    return OASFactory.createContent()
        .addMediaType(
            JSON,
            OASFactory.createMediaType()
                .schema(OASFactory.createSchema().ref("#/components/schemas/" + SCHEMA)));
  }
}
