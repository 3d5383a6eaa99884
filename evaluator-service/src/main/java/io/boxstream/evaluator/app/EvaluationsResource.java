package io.boxstream.evaluator.app;

import io.boxstream.access.Scope;
import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.evaluation.EvaluationDetails;
import io.boxstream.artifacts.evaluation.EvaluationReport;
import io.boxstream.evaluator.EvaluationService;
import io.boxstream.evaluator.decide.EvaluationOutcome;
import io.boxstream.rest.access.RequiredScope;
import io.boxstream.rest.paging.Page;
import io.boxstream.rest.paging.PageRequest;
import io.boxstream.rest.problem.ProblemException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Evaluations that were decided about. */
@Path("/v1/evaluations")
@Produces(MediaType.APPLICATION_JSON)
public class EvaluationsResource {
  private static final int USUAL_PAGE = 100;
  private static final int LONGEST_PAGE = 1000;

  private final EvaluationService evaluationService;

  EvaluationsResource(EvaluationService evaluationService) {
    this.evaluationService = evaluationService;
  }

  /** Evaluations in pages, newest first. */
  @GET
  @RequiredScope(Scope.READ)
  @Operation(
      summary = "Evaluations, newest first",
      description =
          "limit (100, at most 1000) and after, the checkpoint id in next, ask for a page")
  public Evaluations list(
      @Parameter(schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "1000"))
          @QueryParam("limit")
          String limit,
      @QueryParam("after") String after) {
    Page<EvaluationOutcome> page =
        PageRequest.of(limit, after, USUAL_PAGE, LONGEST_PAGE)
            .page(evaluationService.evaluations(), one -> one.report().checkpoint().toString());
    return new Evaluations(page.items().stream().map(EvaluationView::of).toList(), page.next());
  }

  /** One checkpoint's evaluation. */
  @GET
  @Path("/{checkpoint}")
  @RequiredScope(Scope.READ)
  @Operation(summary = "One checkpoint's evaluation")
  @APIResponse(
      responseCode = "200",
      description = "The evaluation",
      content = @Content(schema = @Schema(implementation = EvaluationView.class)))
  @APIResponse(
      responseCode = "404",
      description = "The checkpoint has not been evaluated: code evaluation-not-found")
  public EvaluationView get(@PathParam("checkpoint") String checkpoint) {
    return EvaluationView.of(find(checkpoint));
  }

  /** Where one checkpoint fails. */
  @GET
  @Path("/{checkpoint}/report")
  @RequiredScope(Scope.READ)
  @Operation(
      summary = "Where one checkpoint fails",
      description =
          "The best score thresholds, precision, recall and F1 by threshold, precision by recall,"
              + " the confusion matrix, calibration, results by object size, and the images with"
              + " the most false and missed boxes")
  @APIResponse(
      responseCode = "200",
      description = "The report",
      content = @Content(schema = @Schema(implementation = ReportView.class)))
  @APIResponse(
      responseCode = "404",
      description =
          "evaluation-not-found: the checkpoint has not been evaluated; report-not-available: its"
              + " validation set has no ground truth, or an earlier release has evaluated it")
  public ReportView report(@PathParam("checkpoint") String checkpoint) {
    EvaluationReport report = find(checkpoint).report();
    EvaluationDetails details =
        evaluationService
            .details(report)
            .orElseThrow(
                () ->
                    ProblemException.of(
                        404,
                        "report-not-available",
                        "the evaluation of checkpoint "
                            + checkpoint
                            + " has no report: its validation set has no ground truth, or an"
                            + " earlier release has evaluated it"));
    return ReportView.of(report, details, evaluationService.curves(report));
  }

  private EvaluationOutcome find(String checkpoint) {
    CheckpointId id = Requests.checkpoint(checkpoint);
    return evaluationService
        .evaluation(id)
        .orElseThrow(
            () ->
                ProblemException.of(
                    404,
                    "evaluation-not-found",
                    "there is no evaluation of checkpoint " + checkpoint));
  }

  /**
   * A page of evaluations.
   *
   * @param evaluations newest first
   * @param next value of the parameter {@code after} for the next page; null on the last one
   */
  public record Evaluations(List<EvaluationView> evaluations, Optional<String> next) {}
}
