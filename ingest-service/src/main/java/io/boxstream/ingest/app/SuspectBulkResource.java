package io.boxstream.ingest.app;

import io.boxstream.access.Scope;
import io.boxstream.ingest.app.BulkAnswer.Result;
import io.boxstream.ingest.app.BulkRequest.Selection;
import io.boxstream.ingest.catalog.ListingCursor;
import io.boxstream.ingest.startup.Startup;
import io.boxstream.ingest.suspects.ListedSuspect;
import io.boxstream.ingest.suspects.SuspectFilter;
import io.boxstream.ingest.suspects.SuspectPage;
import io.boxstream.ingest.suspects.Suspects;
import io.boxstream.rest.access.Callers;
import io.boxstream.rest.access.RequiredScope;
import io.boxstream.rest.trace.TraceHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Dismisses many suspects at once. */
@Path("/v1/suspects")
@Produces(MediaType.APPLICATION_JSON)
public class SuspectBulkResource {

  private static final int MOST = 1000;

  private final Startup startup;
  private final Suspects suspects;
  private final BulkWork bulk;

  SuspectBulkResource(Startup startup, Suspects suspects, BulkWork bulk) {
    this.startup = startup;
    this.suspects = suspects;
    this.bulk = bulk;
  }

  /** Dismisses many suspects. */
  @POST
  @Path("/dismiss")
  @RequiredScope(Scope.LABEL)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Say that nothing is wrong with many suspects",
      description =
          "Those with these ids, at most 1000, or the most likely ones for a reason. Each has a"
              + " result: 204, or 404 if there is no such suspect. An answer may have fewer results"
              + " than the limit although more follow: go on until there is no \"next\".")
  @RequestBody(
      required = true,
      content =
          @Content(
              schema = @Schema(implementation = BulkRequest.class),
              examples = @ExampleObject(name = "ids", value = ApiExamples.BULK_BY_IDS)))
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
    Selection selection = BulkRequest.select(body, MOST, this::page);
    Optional<String> name = Callers.name(context, body.caller());
    return bulk.waiting(
        selection,
        TraceHeaders.of(request),
        id -> {
          if (!suspects.dismiss(id, name)) {
            throw SuspectsResource.unknown();
          }
          return Result.done(id);
        });
  }

  private Selection page(BulkRequest request) {
    SuspectFilter filter =
        new SuspectFilter(
            Optional.of(SuspectsResource.reason(request.requiredReason())),
            Optional.empty(),
            Optional.empty(),
            false);
    SuspectPage page =
        suspects.page(filter, request.start().map(DataSetResource::cursor), request.size(MOST));
    return new Selection(
        page.suspects().stream().map(ListedSuspect::id).toList(),
        page.next().map(ListingCursor::text));
  }
}
