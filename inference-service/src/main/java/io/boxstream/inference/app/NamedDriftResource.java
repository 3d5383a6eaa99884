package io.boxstream.inference.app;

import io.boxstream.access.Scope;
import io.boxstream.rest.access.RequiredScope;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Whether the traffic of a model that the address names is like its validation images. */
@Path("/v1/models/{name}/drift")
public class NamedDriftResource {
  private final InferenceApplication application;
  private final RequestedModels models;

  NamedDriftResource(InferenceApplication application, RequestedModels models) {
    this.application = application;
    this.models = models;
  }

  /** The state of this instance. */
  @GET
  @RequiredScope(Scope.READ)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Whether the traffic of a model is like its validation images",
      description = DriftResource.DESCRIPTION)
  @APIResponse(responseCode = "200", description = "The state")
  @APIResponse(responseCode = "403", description = "The key is for another model: other-model")
  @APIResponse(responseCode = "404", description = "There is no such model: unknown-model")
  public DriftView drift(
      @Parameter(example = ProtocolMetadataResource.MODEL) @PathParam("name") String name,
      @Context RoutingContext context) {
    String model = models.named(context, name);
    if (models.all().find(model).isEmpty()) {
      throw models.all().unknown(model);
    }
    return DriftView.of(application.drift(model));
  }
}
