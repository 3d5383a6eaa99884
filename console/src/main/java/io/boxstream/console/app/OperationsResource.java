package io.boxstream.console.app;

import io.boxstream.access.Scope;
import io.boxstream.console.operations.Operations;
import io.boxstream.rest.access.RequiredScope;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What operators look at. */
@Path("/api/operations")
@Produces(MediaType.APPLICATION_JSON)
public class OperationsResource {
  private final Operations operations;

  OperationsResource(Operations operations) {
    this.operations = operations;
  }

  /** Health, versions, and with the scope metrics what the services measure. */
  @GET
  @RequiredScope(Scope.READ)
  @Operation(
      summary = "Health, versions, lag, memory, disk and queues of the services",
      description = "Without the scope metrics, measured is false and the services have no vitals.")
  public CompletionStage<Operations.View> operations(@Context RoutingContext context) {
    return operations.view(ConsoleCallers.of(context));
  }
}
