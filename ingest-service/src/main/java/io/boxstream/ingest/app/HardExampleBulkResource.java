package io.boxstream.ingest.app;

import io.boxstream.access.Scope;
import io.boxstream.events.HardExampleReason;
import io.boxstream.ingest.app.BulkAnswer.Result;
import io.boxstream.ingest.app.BulkRequest.Selection;
import io.boxstream.ingest.hardexamples.ExampleQuery;
import io.boxstream.ingest.hardexamples.ExampleQuery.Order;
import io.boxstream.ingest.hardexamples.ExampleState;
import io.boxstream.ingest.hardexamples.HardExampleAnswers;
import io.boxstream.ingest.hardexamples.HardExampleCatalog;
import io.boxstream.ingest.hardexamples.ListedExample;
import io.boxstream.ingest.startup.Startup;
import io.boxstream.rest.access.Callers;
import io.boxstream.rest.access.RequiredScope;
import io.boxstream.rest.problem.ProblemException;
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

/** Dismisses many hard examples at once. */
@Path("/v1/hard-examples")
@Produces(MediaType.APPLICATION_JSON)
public class HardExampleBulkResource {

  private static final int MOST = 1000;

  private final Startup startup;
  private final HardExampleCatalog catalog;
  private final HardExampleAnswers answers;
  private final BulkWork bulk;

  HardExampleBulkResource(
      Startup startup, HardExampleCatalog catalog, HardExampleAnswers answers, BulkWork bulk) {
    this.startup = startup;
    this.catalog = catalog;
    this.answers = answers;
    this.bulk = bulk;
  }

  /** Dismisses many examples. */
  @POST
  @Path("/dismiss")
  @RequiredScope(Scope.LABEL)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Dismiss many hard examples",
      description =
          "Those with these ids, at most 1000, or the newest open ones with a reason. Each has a"
              + " result with the status of DELETE /v1/hard-examples/{id}. An answer may have fewer"
              + " results than the limit although more follow: go on until there is no \"next\".")
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
          if (!answers.dismiss(id, name)) {
            throw HardExamplesResource.unknown();
          }
          return Result.done(id);
        });
  }

  private Selection page(BulkRequest request) {
    HardExampleReason reason =
        HardExampleReason.of(request.requiredReason())
            .orElseThrow(
                () ->
                    ProblemException.invalidRequest(
                        "reason is \"%s\", not a reason of an example"
                            .formatted(request.reason())));
    ExampleQuery query =
        new ExampleQuery(Order.NEWEST, Optional.of(ExampleState.OPEN), Optional.of(reason));
    Optional<String> after = HardExamplesResource.position(request.start(), query);
    HardExampleCatalog.Page page = catalog.page(query, after, request.size(MOST));
    return new Selection(page.examples().stream().map(ListedExample::id).toList(), page.next());
  }
}
