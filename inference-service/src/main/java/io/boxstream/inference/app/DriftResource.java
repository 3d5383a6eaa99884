package io.boxstream.inference.app;

import io.boxstream.access.Scope;
import io.boxstream.rest.access.RequiredScope;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Whether the traffic of the primary model is like its validation images. */
@Path("/v1/drift")
public class DriftResource {
  static final String DESCRIPTION =
      "Each instance watches its own traffic. status is watching, waiting (for a request, or"
          + " for the store), no-reference (the evaluation of the model has no drift profile)"
          + " or off (boxstream.inference.drift.enabled). latest is what is known after the latest"
          + " complete window: a feature drifts from when it differs twice in a row, in one window,"
          + " or in three or nine together, until it is usual again";

  private final InferenceApplication application;
  private final RequestedModels models;

  DriftResource(InferenceApplication application, RequestedModels models) {
    this.application = application;
    this.models = models;
  }

  /** The state of this instance. */
  @GET
  @RequiredScope(Scope.READ)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Whether the traffic of the primary model is like its validation images",
      description = DESCRIPTION)
  @APIResponse(responseCode = "200", description = "The state")
  @APIResponse(responseCode = "403", description = "The key is for another model: other-model")
  public DriftView drift(@Context RoutingContext context) {
    return DriftView.of(application.drift(models.named(context, null)));
  }
}
