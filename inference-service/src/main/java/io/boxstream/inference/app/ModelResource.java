package io.boxstream.inference.app;

import io.boxstream.inference.serve.NoModelException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What serves now. */
@Path("/v1/model")
public class ModelResource {
  private final InferenceApplication application;

  ModelResource(InferenceApplication application) {
    this.application = application;
  }

  /** The model that answers the next request. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "The model that serves")
  @APIResponse(responseCode = "200", description = "The model")
  @APIResponse(responseCode = "503", description = "There is no model yet: code no-model")
  public ModelDescription model() {
    return application
        .models()
        .identity()
        .map(ModelDescription::of)
        .orElseThrow(NoModelException::new);
  }
}
