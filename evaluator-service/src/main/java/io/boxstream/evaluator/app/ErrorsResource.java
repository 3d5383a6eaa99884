package io.boxstream.evaluator.app;

import io.boxstream.access.Scope;
import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.evaluation.EvaluationReport;
import io.boxstream.artifacts.evaluation.ImageResults;
import io.boxstream.evaluator.EvaluationService;
import io.boxstream.evaluator.compare.ComparedImage;
import io.boxstream.evaluator.compare.ErrorComparison;
import io.boxstream.evaluator.decide.EvaluationOutcome;
import io.boxstream.rest.access.RequiredScope;
import io.boxstream.rest.paging.Page;
import io.boxstream.rest.paging.PageRequest;
import io.boxstream.rest.problem.ProblemException;
import jakarta.ws.rs.BeanParam;
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

/** Errors of a checkpoint beside those of the champion that it was compared with. */
@Path("/v1/evaluations")
@Produces(MediaType.APPLICATION_JSON)
public class ErrorsResource {
  private static final int USUAL_PAGE = 20;
  private static final int LONGEST_PAGE = 200;

  private final EvaluationService evaluationService;

  ErrorsResource(EvaluationService evaluationService) {
    this.evaluationService = evaluationService;
  }

  /** The images with errors. */
  @GET
  @Path("/{checkpoint}/errors")
  @RequiredScope(Scope.READ)
  @Operation(
      summary = "False and missed boxes of a checkpoint and of the champion, image by image",
      description =
          "From results that were stored when the checkpoint was scored: nothing is computed again."
              + " Of large validation sets the images with the fewest errors are left out.")
  @APIResponse(
      responseCode = "200",
      description = "A page",
      content = @Content(schema = @Schema(implementation = ErrorsView.class)))
  @APIResponse(
      responseCode = "404",
      description =
          "evaluation-not-found: the checkpoint has not been evaluated; details-not-available: its"
              + " validation set has no ground truth, or an earlier release has evaluated it")
  public ErrorsView errors(
      @PathParam("checkpoint") String checkpoint,
      @BeanParam ErrorQueries queries,
      @Parameter(
              description = "Most images of the page, 1 to 200",
              schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200"))
          @QueryParam("limit")
          String limit,
      @Parameter(description = "\"next\" of the previous page, of the same filter")
          @QueryParam("after")
          String after) {
    PageRequest request = PageRequest.of(limit, after, USUAL_PAGE, LONGEST_PAGE);
    EvaluationOutcome outcome = find(checkpoint);
    EvaluationReport report = outcome.report();
    ImageResults own =
        evaluationService
            .imageResults(report)
            .orElseThrow(
                () ->
                    ProblemException.of(
                        404,
                        "details-not-available",
                        "the evaluation of checkpoint "
                            + checkpoint
                            + " has no results by image: its validation set has no ground truth, or"
                            + " an earlier release has evaluated it"));
    Optional<EvaluationReport> championReport =
        outcome
            .decision()
            .champion()
            .flatMap(one -> evaluationService.report(one, report.validationSet().id()));
    Optional<ImageResults> champion = championReport.flatMap(evaluationService::imageResults);
    List<ComparedImage> images =
        new ErrorComparison(own, champion).images(queries.filter(), queries.errorSide());
    Page<ComparedImage> page = request.page(images, one -> one.image().id());
    return ErrorsView.of(
        outcome,
        new ErrorsView.Sides(championReport.isPresent(), own, champion),
        page,
        images.size());
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
}
