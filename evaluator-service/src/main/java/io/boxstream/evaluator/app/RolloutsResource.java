package io.boxstream.evaluator.app;

import io.boxstream.access.Scope;
import io.boxstream.evaluator.PolicyService;
import io.boxstream.evaluator.rollout.RolloutService;
import io.boxstream.rest.access.Callers;
import io.boxstream.rest.access.RequiredScope;
import io.boxstream.rest.problem.ProblemException;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Rollouts: challengers that are tried on the traffic. */
@Path("/v1/rollouts")
@Produces(MediaType.APPLICATION_JSON)
public class RolloutsResource {
  private static final int LISTED = 100;
  private static final Pattern ID = Pattern.compile("(.+)-([1-9]\\d{0,7})");

  private final RolloutService rollouts;
  private final PolicyService policy;

  RolloutsResource(RolloutService rollouts, PolicyService policy) {
    this.rollouts = rollouts;
    this.policy = policy;
  }

  /** The latest rollouts, newest first. */
  @GET
  @RequiredScope(Scope.READ)
  @Operation(
      summary = "The latest rollouts, newest first",
      description = "limit (100, at most 100) and model, the name of one, ask for fewer")
  public Rollouts list(
      @QueryParam("model") String model,
      @Parameter(schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "100"))
          @QueryParam("limit")
          String limit) {
    int longest = limit == null ? LISTED : Requests.number(limit, "limit", LISTED);
    return new Rollouts(
        rollouts.list(Optional.ofNullable(model).map(Requests::model), longest).stream()
            .map(RolloutView::of)
            .toList());
  }

  /** One rollout with what was measured. */
  @GET
  @Path("/{id}")
  @RequiredScope(Scope.READ)
  @Operation(summary = "One rollout with what was measured until now, or until its end")
  @APIResponse(
      responseCode = "200",
      description = "The rollout",
      content = @Content(schema = @Schema(implementation = RolloutView.class)))
  @APIResponse(responseCode = "404", description = "Code rollout-not-found")
  public RolloutView get(@PathParam("id") String id) {
    return Id.parse(id)
        .flatMap(parsed -> rollouts.find(parsed.model(), parsed.number()))
        .map(RolloutView::of)
        .orElseThrow(() -> notFound(id));
  }

  /** Starts a rollout. */
  @POST
  @RequiredScope(Scope.PROMOTE)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Tries a checkpoint on the traffic, in the shadow or as a canary")
  @APIResponse(
      responseCode = "201",
      description = "The rollout runs",
      content = @Content(schema = @Schema(implementation = RolloutView.class)))
  @APIResponse(responseCode = "403", description = "The key is for another model: other-model")
  @APIResponse(responseCode = "404", description = "Code unknown-checkpoint")
  @APIResponse(
      responseCode = "409",
      description =
          "Codes other-model, not-evaluated, condemned, parameters-missing, no-champion,"
              + " already-champion, rollout-running")
  public Response start(RolloutRequest request, @Context RoutingContext context) {
    if (request == null) {
      throw ProblemException.invalidRequest("the body is missing");
    }
    RolloutService.Trial trial = request.trial();
    String model =
        request.model() == null ? policy.configuredModel() : Requests.model(request.model());
    Callers.requireModel(context, model);
    String caller = Requests.caller(context, request.caller());
    String reason = Requests.reason(request.reason());
    return Response.status(Response.Status.CREATED)
        .entity(RolloutView.of(rollouts.start(model, trial, caller, reason)))
        .build();
  }

  /** Ends a rollout; the champion answers everything again. */
  @POST
  @Path("/{id}/end")
  @RequiredScope(Scope.PROMOTE)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Ends a rollout; the champion answers everything again")
  @APIResponse(
      responseCode = "200",
      description = "The rollout has ended",
      content = @Content(schema = @Schema(implementation = RolloutView.class)))
  @APIResponse(responseCode = "403", description = "The key is for another model: other-model")
  @APIResponse(responseCode = "404", description = "Code rollout-not-found")
  @APIResponse(responseCode = "409", description = "Code rollout-ended")
  public RolloutView end(
      @PathParam("id") String id, EndRequest request, @Context RoutingContext context) {
    if (request == null) {
      throw ProblemException.invalidRequest("the body is missing");
    }
    String caller = Requests.caller(context, request.caller());
    String reason = Requests.reason(request.reason());
    Optional<Id> named = Id.parse(id);
    named.ifPresent(one -> Callers.requireModel(context, one.model()));
    return named
        .flatMap(one -> rollouts.end(one.model(), one.number(), caller, reason))
        .map(RolloutView::of)
        .orElseThrow(() -> notFound(id));
  }

  private static ProblemException notFound(String id) {
    return ProblemException.of(404, "rollout-not-found", "there is no rollout '" + id + "'");
  }

  /** A model and a number, as {@code detector-3}. */
  private record Id(String model, int number) {
    private static Optional<Id> parse(String text) {
      Matcher id = ID.matcher(text);
      return id.matches()
          ? Optional.of(new Id(Requests.model(id.group(1)), Integer.parseInt(id.group(2))))
          : Optional.empty();
    }
  }

  /**
   * An end that is asked for.
   *
   * @param caller name of the person who asks for it; needed without access control
   * @param reason one sentence for the history
   */
  public record EndRequest(
      @Schema(nullable = true, maxLength = 200) String caller,
      @Schema(required = true, minLength = 1, maxLength = Requests.MAX_REASON_LENGTH)
          String reason) {}

  /**
   * Rollouts.
   *
   * @param rollouts newest first
   */
  public record Rollouts(List<RolloutView> rollouts) {}
}
