package io.boxstream.inference.app;

import io.boxstream.access.Scope;
import io.boxstream.inference.model.ServedModels;
import io.boxstream.inference.serve.ThresholdSelector;
import io.boxstream.rest.access.Callers;
import io.boxstream.rest.access.RequiredScope;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The models that may be served. */
@Path("/v1/models")
@Produces(MediaType.APPLICATION_JSON)
public class ModelsResource {
  private final RequestedModels requested;
  private final ServedModels models;
  private final ThresholdSelector thresholds;

  ModelsResource(InferenceApplication application, RequestedModels requested) {
    this.requested = requested;
    this.models = requested.all();
    this.thresholds = application.thresholds();
  }

  /** All of them, the primary one first. */
  @GET
  @RequiredScope(Scope.READ)
  @Operation(
      summary = "The models that may be served",
      description =
          "The primary model first, which is always in memory; then those that are loaded when"
              + " somebody asks for them, by name")
  @APIResponse(responseCode = "200", description = "Those that the caller may use")
  public List<ModelEntry> models(@Context RoutingContext context) {
    return models.statuses().stream()
        .filter(status -> Callers.mayUseModel(context, status.name()))
        .map(status -> ModelEntry.of(status, thresholds))
        .toList();
  }

  /** One of them. */
  @GET
  @Path("/{name}")
  @RequiredScope(Scope.READ)
  @Operation(summary = "A model that may be served")
  @APIResponse(responseCode = "200", description = "The model")
  @APIResponse(responseCode = "403", description = "The key is for another model: other-model")
  @APIResponse(responseCode = "404", description = "There is no such model: unknown-model")
  public ModelEntry model(
      @Parameter(example = ProtocolMetadataResource.MODEL) @PathParam("name") String name,
      @Context RoutingContext context) {
    String model = requested.named(context, name);
    return ModelEntry.of(models.find(model).orElseThrow(() -> models.unknown(model)), thresholds);
  }
}
