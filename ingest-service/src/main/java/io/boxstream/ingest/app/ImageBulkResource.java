package io.boxstream.ingest.app;

import io.boxstream.access.Scope;
import io.boxstream.ingest.app.BulkAnswer.Result;
import io.boxstream.ingest.app.BulkRequest.Selection;
import io.boxstream.ingest.catalog.ImageCatalog;
import io.boxstream.ingest.intake.ImageLog;
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

/** Removes many images at once. */
@Path("/v1/images")
@Produces(MediaType.APPLICATION_JSON)
public class ImageBulkResource {

  private static final int MOST = 1000;

  private final Startup startup;
  private final ImageCatalog catalog;
  private final ImageLog log;
  private final BulkWork bulk;

  ImageBulkResource(Startup startup, ImageCatalog catalog, ImageLog log, BulkWork bulk) {
    this.startup = startup;
    this.catalog = catalog;
    this.log = log;
    this.bulk = bulk;
  }

  /** Removes many images. */
  @POST
  @Path("/delete")
  @RequiredScope(value = Scope.LABEL, bySource = true)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Remove many images from the data set",
      description =
          "Those with these ids, at most 1000, whatever their version is. Each has a result with the"
              + " status of DELETE /v1/images/{id}.")
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
  public BulkAnswer deleteMany(
      BulkRequest body, @Context HttpServerRequest request, @Context RoutingContext context) {
    startup.requireReady();
    Selection selection = BulkRequest.select(body, MOST, ImageBulkResource::refused);
    Optional<String> name = Callers.name(context, body.caller());
    return bulk.waiting(
        selection,
        TraceHeaders.of(request),
        id -> {
          catalog
              .find(id)
              .ifPresent(image -> Callers.requireSource(context, image.labels().source().kind()));
          log.remove(id, version -> true, name);
          return Result.done(id);
        });
  }

  /** Nobody removes images of the data set without naming them. */
  private static Selection refused(BulkRequest filter) {
    throw ProblemException.invalidRequest("images are removed by their \"ids\" only");
  }
}
