package io.boxstream.trainer.app;

import io.boxstream.access.Scope;
import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.rest.access.RequiredScope;
import io.boxstream.trainer.reproduction.Reproduction;
import io.boxstream.trainer.reproduction.Reproductions;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Repetitions of checkpoints over HTTP. */
@Path("/v1/checkpoints/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "checkpoints")
public class ReproductionsResource {

  private final Reproductions reproductions;

  ReproductionsResource(Reproductions reproductions) {
    this.reproductions = reproductions;
  }

  /** Asks to train a checkpoint again. */
  @POST
  @Path("/reproduce")
  @RequiredScope(Scope.TRAIN)
  @Consumes(MediaType.WILDCARD)
  @Operation(
      summary = "Trains a checkpoint again and compares the result",
      description =
          "The checkpoint's run is trained again from its first step to the checkpoint when no run"
              + " is trained or waits. The result says whether the losses of every step and the"
              + " parameters are the same, or which step is the first that differs. Nothing is"
              + " stored.")
  @APIResponse(
      responseCode = "202",
      description = "The checkpoint waits for its turn; Location is the address of the result",
      content = @Content(schema = @Schema(implementation = Reproduction.class)))
  @APIResponse(
      responseCode = "429",
      description =
          "Too many checkpoints wait: too-many-runs, or the rate of the caller: too-many-requests")
  public Response reproduce(String id) {
    Reproduction queued = reproductions.request(CheckpointId.parse(id));
    return Response.accepted(queued)
        .location(URI.create("/v1/checkpoints/" + queued.checkpoint() + "/reproduction"))
        .build();
  }

  /** The latest repetition of a checkpoint. */
  @GET
  @Path("/reproduction")
  @RequiredScope(Scope.READ)
  @Operation(
      summary = "Shows the latest repetition of a checkpoint",
      description = "Repetitions are forgotten when the trainer restarts.")
  @APIResponse(
      responseCode = "200",
      description = "The repetition",
      content = @Content(schema = @Schema(implementation = Reproduction.class)))
  @APIResponse(
      responseCode = "404",
      description = "The checkpoint is not trained again: code reproduction-not-found")
  public Reproduction get(String id) {
    return reproductions.get(CheckpointId.parse(id));
  }

  /** Stops the repetition of a checkpoint. */
  @DELETE
  @Path("/reproduction")
  @RequiredScope(Scope.TRAIN)
  @Operation(summary = "Stops the repetition of a checkpoint after its present step")
  @APIResponse(
      responseCode = "202",
      description = "It stops",
      content = @Content(schema = @Schema(implementation = Reproduction.class)))
  @APIResponse(
      responseCode = "404",
      description = "The checkpoint is not trained again: code reproduction-not-found")
  @APIResponse(responseCode = "409", description = "It has ended already: code run-not-active")
  public Response stop(String id) {
    return Response.accepted(reproductions.stop(CheckpointId.parse(id))).build();
  }
}
