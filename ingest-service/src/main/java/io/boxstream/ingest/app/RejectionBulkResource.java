package io.boxstream.ingest.app;

import io.boxstream.access.Scope;
import io.boxstream.events.RejectedImage;
import io.boxstream.events.TraceContext;
import io.boxstream.ingest.app.BulkAnswer.Result;
import io.boxstream.ingest.app.BulkRequest.Selection;
import io.boxstream.ingest.catalog.RejectionCatalog;
import io.boxstream.ingest.catalog.RejectionFilter;
import io.boxstream.ingest.intake.Quarantine;
import io.boxstream.ingest.quarantine.Resubmission;
import io.boxstream.ingest.quarantine.Resubmission.Correction;
import io.boxstream.ingest.startup.Startup;
import io.boxstream.rest.access.Callers;
import io.boxstream.rest.access.RequiredScope;
import io.boxstream.rest.trace.TraceHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Dismisses rejections, and dismisses or resubmits many at once. */
@Path("/v1/rejected-images")
@Produces(MediaType.APPLICATION_JSON)
public class RejectionBulkResource {

  private static final int MOST_DISMISSED = 1000;

  /** Each is decoded while the client waits. */
  private static final int MOST_RESUBMITTED = 100;

  private final Startup startup;
  private final RejectionCatalog rejections;
  private final Quarantine quarantine;
  private final Resubmission resubmission;
  private final BulkWork bulk;

  RejectionBulkResource(
      Startup startup,
      RejectionCatalog rejections,
      Quarantine quarantine,
      Resubmission resubmission,
      BulkWork bulk) {
    this.startup = startup;
    this.rejections = rejections;
    this.quarantine = quarantine;
    this.resubmission = resubmission;
    this.bulk = bulk;
  }

  /** Dismisses a rejection. */
  @DELETE
  @Path("/{id}")
  @RequiredScope(Scope.LABEL)
  @Operation(
      summary = "Dismiss a rejection",
      description =
          "It leaves the list with a tombstone, which names the caller. Retention removes the bytes."
              + " Repeatable: without a rejection nothing happens. The same image comes back when it"
              + " is sent and rejected again.")
  @APIResponse(responseCode = "204", description = "There is no such rejection any more")
  public Response dismiss(
      @PathParam("id") String id,
      @Parameter(description = "Name of the person who dismisses it") @QueryParam("caller")
          String caller,
      @Context HttpServerRequest request,
      @Context RoutingContext context) {
    startup.requireReady();
    Optional<String> name = Callers.name(context, caller);
    Supplier<Response> dismissal =
        () -> {
          quarantine.dismiss(id, name);
          return Response.noContent().build();
        };
    return TraceContext.during(TraceHeaders.of(request), dismissal);
  }

  /** Dismisses many rejections. */
  @POST
  @Path("/dismiss")
  @RequiredScope(Scope.LABEL)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Dismiss many rejections",
      description =
          "Those with these ids, at most 1000, or the newest with a reason, a source, an import, or"
              + " several of these. Each"
              + " has a result with the status of DELETE /v1/rejected-images/{id}. Go on until there"
              + " is no \"next\".")
  @RequestBody(
      required = true,
      content =
          @Content(
              schema = @Schema(implementation = BulkRequest.class),
              examples = @ExampleObject(name = "reason", value = ApiExamples.BULK_BY_REASON)))
  @APIResponse(
      responseCode = "200",
      description = "What became of each",
      content =
          @Content(
              schema = @Schema(implementation = BulkAnswer.class),
              examples = @ExampleObject(name = "results", value = ApiExamples.BULK_ANSWER)))
  public BulkAnswer dismissMany(
      BulkRequest body, @Context HttpServerRequest request, @Context RoutingContext context) {
    startup.requireReady();
    Selection selection =
        BulkRequest.select(body, MOST_DISMISSED, one -> page(one, MOST_DISMISSED));
    Optional<String> name = Callers.name(context, body.caller());
    return bulk.waiting(
        selection,
        TraceHeaders.of(request),
        id -> {
          quarantine.dismiss(id, name);
          return Result.done(id);
        });
  }

  /** Resubmits many rejected images unchanged. */
  @POST
  @Path("/resubmit")
  @RequiredScope(Scope.LABEL)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Resubmit many rejected images unchanged",
      description =
          "For example after a change of the accepted classes. Those with these ids, at most 100, or"
              + " the newest with a reason, a source, an import, or several of these. Each has a"
              + " result with the status of"
              + " POST /v1/rejected-images/{id}/resubmit; what is rejected again stays as it is. Go"
              + " on until there is no \"next\".")
  @RequestBody(
      required = true,
      content =
          @Content(
              schema = @Schema(implementation = BulkRequest.class),
              examples = @ExampleObject(name = "reason", value = ApiExamples.BULK_BY_REASON)))
  @APIResponse(
      responseCode = "200",
      description = "What became of each",
      content =
          @Content(
              schema = @Schema(implementation = BulkAnswer.class),
              examples = @ExampleObject(name = "results", value = ApiExamples.BULK_ANSWER)))
  public BulkAnswer resubmitMany(
      BulkRequest body, @Context HttpServerRequest request, @Context RoutingContext context) {
    startup.requireReady();
    Selection selection =
        BulkRequest.select(body, MOST_RESUBMITTED, one -> page(one, MOST_RESUBMITTED));
    Optional<String> name = Callers.name(context, body.caller());
    return bulk.computing(selection, TraceHeaders.of(request), id -> resubmitted(id, name));
  }

  private Result resubmitted(String id, Optional<String> caller) {
    return resubmission
        .resubmit(id, Correction.NONE, caller)
        .map(outcome -> Result.of(id, outcome))
        .orElseThrow(RejectedImagesResource::unknown);
  }

  private Selection page(BulkRequest request, int most) {
    RejectionFilter filter =
        RejectionQueries.filter(request.reason(), request.source(), request.importId());
    Optional<String> after = RejectedImagesResource.position(request.start());
    RejectionCatalog.Page page = rejections.page(filter, after, request.size(most));
    return new Selection(page.rejections().stream().map(RejectedImage::id).toList(), page.next());
  }
}
