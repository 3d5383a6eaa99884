package io.boxstream.evaluator.app;

import io.boxstream.access.Scope;
import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.evaluator.PolicyService;
import io.boxstream.evaluator.decide.PolicyPreview;
import io.boxstream.evaluator.policy.PolicySettings;
import io.boxstream.rest.access.RequiredScope;
import io.boxstream.rest.problem.ProblemException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
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

/** When a checkpoint is promoted. */
@Path("/v1/policy")
@Produces(MediaType.APPLICATION_JSON)
public class PolicyResource {
  private static final int USUAL_LENGTH = 100;
  private static final int LONGEST = 1000;

  private final PolicyService policyService;

  PolicyResource(PolicyService policyService) {
    this.policyService = policyService;
  }

  /** The policy of the configuration. */
  @GET
  @RequiredScope(Scope.READ)
  @Operation(summary = "The policy by which checkpoints are promoted")
  public PolicyParts get() {
    return PolicyParts.of(policyService.settings());
  }

  /** Judges past evaluations by another policy. */
  @POST
  @Path("/preview")
  @RequiredScope(Scope.READ)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "What another policy would have decided; changes nothing",
      description =
          "The body has the parts that differ from the policy now. model (the configured one) and"
              + " limit (100 evaluations, at most 1000) say what is judged again.")
  @APIResponse(
      responseCode = "200",
      description = "The decisions",
      content = @Content(schema = @Schema(implementation = Preview.class)))
  @APIResponse(responseCode = "404", description = "There is no such model: code model-not-found")
  public Preview preview(
      @QueryParam("model") String model,
      @Parameter(schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "1000"))
          @QueryParam("limit")
          String limit,
      PolicyParts parts) {
    if (parts == null) {
      throw ProblemException.invalidRequest(
          "the body is missing: send the parts that differ, or {}");
    }
    PolicySettings settings = settings(parts);
    String name = model == null ? policyService.configuredModel() : Requests.model(model);
    int longest = limit == null ? USUAL_LENGTH : Requests.number(limit, "limit", LONGEST);
    PolicyPreview.Result result =
        policyService
            .preview(name, settings, longest)
            .orElseThrow(() -> Requests.noSuchModel(name));
    List<PreviewedDecision> decisions =
        result.decisions().stream().map(PreviewedDecision::of).toList();
    return new Preview(
        name,
        PolicyParts.of(settings),
        new Champions(
            policyService.champion(name).map(CheckpointId::toString),
            result.champion().map(CheckpointId::toString)),
        (int) decisions.stream().filter(PreviewedDecision::different).count(),
        decisions);
  }

  private PolicySettings settings(PolicyParts parts) {
    try {
      return parts.over(policyService.settings());
    } catch (IllegalArgumentException e) {
      throw ProblemException.invalidRequest(e.getMessage());
    }
  }

  /**
   * What another policy would have decided.
   *
   * @param model name of the model
   * @param policy the whole other policy
   * @param champion what serves now, and what would serve
   * @param different number of decisions that differ
   * @param decisions the evaluations, oldest first
   */
  public record Preview(
      String model,
      PolicyParts policy,
      Champions champion,
      int different,
      List<PreviewedDecision> decisions) {}

  /**
   * What serves now, and what would serve.
   *
   * @param now id of the checkpoint; null if none serves
   * @param then the same by the other policy
   */
  public record Champions(Optional<String> now, Optional<String> then) {}

  /**
   * One evaluation.
   *
   * @param checkpoint the checkpoint that was decided about
   * @param different whether the other policy comes to another verdict
   * @param now what was decided
   * @param then what the other policy decides
   */
  public record PreviewedDecision(
      String checkpoint, boolean different, PreviewedVerdict now, PreviewedVerdict then) {

    static PreviewedDecision of(PolicyPreview.Judgement judgement) {
      var now = judgement.outcome().decision();
      Optional<String> champion = judgement.champion().map(CheckpointId::toString);
      return new PreviewedDecision(
          now.checkpoint().toString(),
          judgement.isDifferent(),
          new PreviewedVerdict(
              Optional.of(Requests.code(now.verdict())),
              now.champion().map(CheckpointId::toString),
              now.reason()),
          judgement
              .decision()
              .map(
                  then ->
                      new PreviewedVerdict(
                          Optional.of(Requests.code(then.verdict())), champion, then.reason()))
              .orElseGet(
                  () ->
                      new PreviewedVerdict(
                          Optional.empty(),
                          champion,
                          "cannot be said: the champion was never scored on this validation set")));
    }
  }

  /**
   * A verdict with its reason.
   *
   * @param verdict the code; null if it cannot be said
   * @param champion what served, or would have served; null if nothing did
   * @param reason one sentence
   */
  public record PreviewedVerdict(
      Optional<String> verdict, Optional<String> champion, String reason) {}
}
