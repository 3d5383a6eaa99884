package io.boxstream.evaluator.app;

import io.boxstream.access.Scope;
import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.promotion.Promotion;
import io.boxstream.evaluator.EvaluationService;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** A model's promotions. */
@Path("/v1/models/{name}/promotions")
@Produces(MediaType.APPLICATION_JSON)
public class PromotionsResource {

  /** Example of the OpenAPI document: the name of a model as it is configured by default. */
  private static final String MODEL = "detector";

  private final EvaluationService evaluationService;

  PromotionsResource(EvaluationService evaluationService) {
    this.evaluationService = evaluationService;
  }

  /** All promotions, oldest first; the last one serves. */
  @GET
  @RequiredScope(Scope.READ)
  @Operation(summary = "All promotions, oldest first; the last one serves")
  public Promotions list(@Parameter(example = MODEL) @PathParam("name") String name) {
    String model = Requests.model(name);
    return evaluationService
        .promotions(model)
        .map(
            promotions ->
                new Promotions(model, promotions.stream().map(PromotionView::of).toList()))
        .orElseThrow(() -> Requests.noSuchModel(model));
  }

  /** Promotes a checkpoint by hand; an earlier one is a roll-back. */
  @POST
  @RequiredScope(Scope.PROMOTE)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Promotes a checkpoint by hand; an earlier one is a roll-back")
  @APIResponse(
      responseCode = "201",
      description = "The checkpoint serves from here on",
      content = @Content(schema = @Schema(implementation = PromotionView.class)))
  @APIResponse(responseCode = "403", description = "The key is for another model: other-model")
  @APIResponse(responseCode = "404", description = "Code unknown-checkpoint")
  @APIResponse(
      responseCode = "409",
      description =
          "Codes other-model, not-evaluated, condemned, parameters-missing, already-champion,"
              + " lost-races")
  public Response promote(
      @Parameter(example = MODEL) @PathParam("name") String name,
      PromotionRequest request,
      @Context RoutingContext context) {
    String model = Requests.model(name);
    Callers.requireModel(context, model);
    if (request == null || request.checkpoint() == null) {
      throw ProblemException.invalidRequest("checkpoint is missing");
    }
    String caller = Requests.caller(context, request.caller());
    String reason = Requests.reason(request.reason());
    CheckpointId checkpoint = Requests.checkpoint(request.checkpoint());
    Promotion promotion = evaluationService.promote(model, checkpoint, caller, reason);
    return Response.status(Response.Status.CREATED).entity(PromotionView.of(promotion)).build();
  }

  /**
   * A promotion that is asked for.
   *
   * @param checkpoint id of the checkpoint that is to serve
   * @param caller name of the person who asks for it; needed without access control
   * @param reason one sentence for the history
   */
  public record PromotionRequest(
      @Schema(required = true) String checkpoint,
      @Schema(nullable = true, maxLength = 200) String caller,
      @Schema(required = true, minLength = 1, maxLength = Requests.MAX_REASON_LENGTH)
          String reason) {}

  /**
   * A model's promotions.
   *
   * @param model name of the model
   * @param promotions oldest first
   */
  public record Promotions(String model, List<PromotionView> promotions) {}

  /**
   * One promotion.
   *
   * @param decidedBy {@code policy} or {@code hand}
   * @param caller name of the person who asked for it; null for the policy
   */
  public record PromotionView(
      int generation,
      String checkpoint,
      String reason,
      String decidedBy,
      Optional<String> caller,
      Instant decidedAt,
      Optional<Double> voc07,
      Optional<String> validationSet) {

    static PromotionView of(Promotion promotion) {
      return new PromotionView(
          promotion.generation(),
          promotion.checkpoint().toString(),
          promotion.reason(),
          promotion.decidedBy(),
          promotion.caller(),
          promotion.decidedAt(),
          promotion.voc07(),
          promotion.validationSet());
    }
  }
}
