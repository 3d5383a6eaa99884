package io.boxstream.console.app;

import io.boxstream.access.Scope;
import io.boxstream.console.overview.Need;
import io.boxstream.console.overview.Overview;
import io.boxstream.console.overview.Overviews;
import io.boxstream.rest.access.RequiredScope;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The loop in numbers, and what needs a person. */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
public class OverviewResource {
  private final Overviews overviews;

  OverviewResource(Overviews overviews) {
    this.overviews = overviews;
  }

  /** What the first page shows. */
  @GET
  @Path("/overview")
  @RequiredScope(Scope.READ)
  @Operation(
      summary = "The loop in numbers, and what needs a person",
      description =
          "Put together from the services. Answers of a service are kept for two seconds and shared"
              + " by all callers.")
  public CompletionStage<Overview> overview(@Context RoutingContext context) {
    return overviews.overview(ConsoleCallers.of(context));
  }

  /** What the badges of the navigation count. */
  @GET
  @Path("/work")
  @RequiredScope(Scope.READ)
  @Operation(summary = "Work that waits for a person: quarantine, suspects, hard examples")
  public CompletionStage<Work> work(@Context RoutingContext context) {
    return overviews.work(ConsoleCallers.of(context)).thenApply(Work::new);
  }

  /** Work that waits for a person. */
  public record Work(List<Need> items) {}
}
