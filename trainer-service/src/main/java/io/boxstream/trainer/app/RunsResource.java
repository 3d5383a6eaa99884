package io.boxstream.trainer.app;

import io.boxstream.access.Scope;
import io.boxstream.rest.access.Callers;
import io.boxstream.rest.access.RequiredScope;
import io.boxstream.rest.paging.PageRequest;
import io.boxstream.trainer.run.RunNotFoundException;
import io.boxstream.trainer.run.RunOverrides;
import io.boxstream.trainer.run.RunRegistry;
import io.boxstream.trainer.run.RunRequests;
import io.boxstream.trainer.run.RunStatus;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Training runs over HTTP. */
@Path("/v1/runs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "runs")
public class RunsResource {

  private static final int USUAL_PAGE = 100;
  private static final int LONGEST_PAGE = 1000;

  private final RunRegistry registry;
  private final RunRequests requests;

  RunsResource(RunRegistry registry, RunRequests requests) {
    this.registry = registry;
    this.requests = requests;
  }

  /** The runs this trainer knows, in pages, the latest first. */
  @GET
  @RequiredScope(Scope.READ)
  @Operation(
      summary = "Lists the runs, the latest first",
      description = "limit (100, at most 1000) and after, the last id of a page, ask for a page")
  public List<RunView> list(
      @Parameter(schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "1000"))
          @QueryParam("limit")
          String limit,
      @QueryParam("after") String after) {
    return PageRequest.of(limit, after, USUAL_PAGE, LONGEST_PAGE)
        .page(registry.list(), RunStatus::id)
        .map(RunView::of)
        .items();
  }

  /** One run. */
  @GET
  @Path("/{id}")
  @RequiredScope(Scope.READ)
  @Operation(summary = "Shows a run")
  @APIResponse(
      responseCode = "200",
      description = "The run",
      content = @Content(schema = @Schema(implementation = RunView.class)))
  @APIResponse(responseCode = "404", description = "There is no such run: code run-not-found")
  public RunView get(String id) {
    return registry
        .find(id)
        .map(RunView::of)
        .orElseThrow(() -> new RunNotFoundException("there is no run " + id));
  }

  /** Asks for a run on everything that is on the log by then. */
  @POST
  @RequiredScope(Scope.TRAIN)
  @Consumes({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
  @Operation(
      summary = "Asks for a run",
      description =
          "The run is trained on everything that is on the log when it begins. An empty body means"
              + " the configured recipe. minutes, instead of epochs, is a training time: the"
              + " learning-rate schedule is fitted to it. earlyStopping ends the run when the"
              + " validation score has not improved for patience evaluations; a patience of 0 means"
              + " never.")
  @RequestBody(
      required = false,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = RunOverrides.class)))
  @APIResponse(
      responseCode = "202",
      description = "The run waits; Location is its address",
      content = @Content(schema = @Schema(implementation = RunView.class)))
  @APIResponse(
      responseCode = "429",
      description =
          "Too many runs wait: too-many-runs, or the rate of the caller: too-many-requests")
  public Response request(
      RunOverrides overrides,
      @QueryParam("caller") String caller,
      @Context RoutingContext context) {
    RunView queued =
        RunView.of(
            requests.submit(
                overrides != null ? overrides : RunOverrides.none(),
                Callers.name(context, caller)));
    return Response.accepted(queued).location(URI.create("/v1/runs/" + queued.id())).build();
  }

  /** Asks a run to stop. */
  @POST
  @Path("/{id}/stop")
  @RequiredScope(Scope.TRAIN)
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "Stops a run after its present batch")
  @APIResponse(
      responseCode = "202",
      description = "It stops",
      content = @Content(schema = @Schema(implementation = RunView.class)))
  @APIResponse(responseCode = "404", description = "There is no such run: code run-not-found")
  @APIResponse(responseCode = "409", description = "It has ended already: code run-not-active")
  public Response stop(String id) {
    return Response.accepted(RunView.of(requests.stop(id))).build();
  }
}
