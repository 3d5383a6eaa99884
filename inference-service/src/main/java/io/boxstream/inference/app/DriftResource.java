package io.boxstream.inference.app;

import io.boxstream.access.Scope;
import io.boxstream.rest.access.RequiredScope;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Whether traffic is like the validation images of the model that serves. */
@Path("/v1/drift")
public class DriftResource {
  private final InferenceApplication application;

  DriftResource(InferenceApplication application) {
    this.application = application;
  }

  /** The state of this instance. */
  @GET
  @RequiredScope(Scope.READ)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Whether traffic is like the validation images of the model that serves",
      description =
          "Each instance watches its own traffic. status is watching, waiting (for a request, or"
              + " for the store), no-reference (the evaluation of the model has no drift profile)"
              + " or off (boxstream.inference.drift.enabled). latest is the latest complete window:"
              + " a feature drifts if it differed in it and in the one before")
  @APIResponse(responseCode = "200", description = "The state")
  public DriftView drift() {
    return DriftView.of(application.drift());
  }
}
