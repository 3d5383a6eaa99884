package io.boxstream.events;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A checkpoint's score on a validation set, and the resulting decision.
 *
 * @param checkpointId the checkpoint
 * @param runId the run that wrote it
 * @param epoch epochs completed
 * @param model the name of the model
 * @param validationSet the hash of the images and boxes that were scored; scores with equal hashes
 *     are comparable
 * @param images the number of images in the validation split
 * @param voc07 mean average precision with the 11-point method of VOC 2007; empty if nothing was
 *     scored
 * @param voc10 mean average precision with the all-points method of VOC 2010; empty if nothing was
 *     scored
 * @param perClass VOC 2007 average precision; a class without ground truth is absent
 * @param decision the decision
 * @param reportKey object key of the full report
 * @param championCheckpointId the champion it was compared with; empty if there was none
 * @param championVoc07 the champion's score on the same set; empty if there was none
 * @param coco COCO metrics averaged over the classes; empty if nothing was scored, and in version 1
 * @param perClassVoc10 all-points average precision like {@code perClass}; empty in version 1
 * @param perClassCoco COCO average precision like {@code perClass}; empty in version 1
 * @param reason the reason for the decision, one human-readable sentence; empty before version 3
 * @param warnings what limits the scores; empty before version 3
 * @param evidence the numbers that the decision rests on; empty before version 4, and for decisions
 *     of earlier releases
 */
public record EvaluationCompleted(
    String checkpointId,
    String runId,
    int epoch,
    String model,
    String validationSet,
    int images,
    Optional<Double> voc07,
    Optional<Double> voc10,
    Map<String, Double> perClass,
    PromotionDecision decision,
    String reportKey,
    Optional<String> championCheckpointId,
    Optional<Double> championVoc07,
    Optional<CocoScores> coco,
    Optional<Map<String, Double>> perClassVoc10,
    Optional<Map<String, Double>> perClassCoco,
    Optional<String> reason,
    Optional<List<DataSetWarning>> warnings,
    Optional<DecisionEvidence> evidence)
    implements Event {
  public EvaluationCompleted {
    Checks.text(checkpointId, "checkpointId");
    Checks.text(runId, "runId");
    Checks.notNegative(epoch, "epoch");
    Checks.text(model, "model");
    Checks.sha256(validationSet, "validationSet");
    Checks.notNegative(images, "images");
    voc07.ifPresent(value -> Checks.fraction(value, "voc07"));
    voc10.ifPresent(value -> Checks.fraction(value, "voc10"));
    perClass = fractions(requireNonNull(perClass, "perClass"), "perClass");
    requireNonNull(decision, "decision");
    Checks.text(reportKey, "reportKey");
    requireNonNull(championCheckpointId, "championCheckpointId");
    championVoc07.ifPresent(value -> Checks.fraction(value, "championVoc07"));
    requireNonNull(coco, "coco");
    perClassVoc10 = perClassVoc10.map(one -> fractions(one, "perClassVoc10"));
    perClassCoco = perClassCoco.map(one -> fractions(one, "perClassCoco"));
    reason.ifPresent(value -> Checks.text(value, "reason"));
    warnings = warnings.map(List::copyOf);
    requireNonNull(evidence, "evidence");
  }

  private static Map<String, Double> fractions(Map<String, Double> values, String field) {
    values.forEach(
        (label, value) -> {
          String name = field + "." + label;
          Checks.fraction(requireNonNull(value, name), name);
        });
    return Collections.unmodifiableMap(new TreeMap<>(values));
  }
}
