package io.boxstream.console.app;

import io.boxstream.access.Scope;
import io.boxstream.console.live.RunProgress;
import io.boxstream.console.live.RunProgressView;
import io.boxstream.rest.access.RequiredScope;
import io.boxstream.rest.problem.ProblemException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The course of training runs. */
@Path("/api/runs/{id}/progress")
@Produces(MediaType.APPLICATION_JSON)
public class RunProgressResource {
  private final RunProgressView runs;

  RunProgressResource(RunProgressView runs) {
    this.runs = runs;
  }

  /** Losses and speed over the steps of a run. */
  @GET
  @RequiredScope(Scope.READ)
  @Operation(
      summary = "Losses, learning rate and speed over the steps of a run",
      description = "At most 2000 points. The last 64 runs of the last seven days are known.")
  @APIResponse(responseCode = "200", description = "The course of the run")
  @APIResponse(
      responseCode = "404",
      description = "The run has not reported, or too long ago: code not-found")
  public RunProgress progress(@PathParam("id") String id) {
    return runs.find(id)
        .orElseThrow(
            () ->
                ProblemException.of(
                    404,
                    "not-found",
                    "nothing is known about the course of this run: it has not reported, or more than seven days ago"));
  }
}
