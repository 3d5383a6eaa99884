package io.boxstream.ingest.app;

import io.boxstream.access.Scope;
import io.boxstream.ingest.catalog.ImageCatalog;
import io.boxstream.ingest.startup.Startup;
import io.boxstream.ingest.statistics.StatisticsReport;
import io.boxstream.rest.access.RequiredScope;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Counts of the data set. */
@Path("/v1/statistics")
@Produces(MediaType.APPLICATION_JSON)
public class StatisticsResource {

  private final Startup startup;
  private final ImageCatalog catalog;

  StatisticsResource(Startup startup, ImageCatalog catalog) {
    this.startup = startup;
    this.catalog = catalog;
  }

  /** Returns the counts. */
  @GET
  @RequiredScope(Scope.READ)
  @Operation(
      summary = "Counts by class and split, sizes and shapes of boxes, and growth per day",
      description =
          "Sizes and shapes are histograms on a logarithmic scale, without empty bins. A bin holds"
              + " the boxes from its lower bound up to its upper bound; the first and the last bin"
              + " of a scale also hold what lies beyond them. An image counts on the day it came.")
  @APIResponse(
      responseCode = "200",
      description = "The counts",
      content =
          @Content(
              schema = @Schema(implementation = StatisticsReport.class),
              examples = @ExampleObject(name = "statistics", value = ApiExamples.STATISTICS)))
  public StatisticsReport get() {
    startup.requireReady();
    return catalog.statistics();
  }
}
