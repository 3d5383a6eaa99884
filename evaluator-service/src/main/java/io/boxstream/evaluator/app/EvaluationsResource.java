package io.boxstream.evaluator.app;

import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.evaluator.EvaluationService;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Evaluations that were decided about. */
@Path("/v1/evaluations")
@Produces(MediaType.APPLICATION_JSON)
public class EvaluationsResource {
  private static final int MAX_LIMIT = 1000;

  private final EvaluationService evaluationService;

  EvaluationsResource(EvaluationService evaluationService) {
    this.evaluationService = evaluationService;
  }

  /** The newest evaluations, newest first. */
  @GET
  @Operation(summary = "The newest evaluations, newest first")
  public Evaluations list(@QueryParam("limit") @DefaultValue("100") String limit) {
    return new Evaluations(
        evaluationService.evaluations(count(limit)).stream().map(EvaluationView::of).toList());
  }

  /** One checkpoint's evaluation. */
  @GET
  @Path("/{checkpoint}")
  @Operation(summary = "One checkpoint's evaluation")
  public EvaluationView get(@PathParam("checkpoint") String checkpoint) {
    CheckpointId id = Requests.checkpoint(checkpoint);
    return evaluationService
        .evaluation(id)
        .map(EvaluationView::of)
        .orElseThrow(
            () ->
                new ProblemException(
                    404,
                    "evaluation-not-found",
                    "there is no evaluation of checkpoint " + checkpoint));
  }

  private static int count(String limit) {
    try {
      int count = Integer.parseInt(limit);
      if (count >= 1 && count <= MAX_LIMIT) {
        return count;
      }
    } catch (NumberFormatException e) {
      // Answered below like any other value that is out of range.
    }
    throw ProblemException.invalidRequest("limit must be 1 to " + MAX_LIMIT + ": '" + limit + "'");
  }

  /**
   * A list of evaluations.
   *
   * @param evaluations newest first
   */
  public record Evaluations(List<EvaluationView> evaluations) {}
}
