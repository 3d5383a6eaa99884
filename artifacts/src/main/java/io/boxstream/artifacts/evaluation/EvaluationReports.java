package io.boxstream.artifacts.evaluation;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.blob.BlobReference;
import io.boxstream.artifacts.blob.Blobs;
import io.boxstream.artifacts.blob.Sha256;
import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.document.ArtifactJson;
import io.boxstream.artifacts.document.Documents;
import io.boxstream.artifacts.store.ObjectStore;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reports in the store, {@code evaluations/<checkpoint>/<validation set>.json}, with their curves,
 * details, matches, results by image and drift profiles as blobs, and decisions, {@code
 * decisions/<checkpoint>.json}.
 */
public final class EvaluationReports {
  private static final ArtifactJson<EvaluationReport> REPORT =
      new ArtifactJson<>("evaluation-report", 1, EvaluationReport.class);
  // Version 2 added the verdict BELOW_MINIMUM_FIRST_SCORE; version 3 added LATEST_OF_RUN_PROMOTED,
  // CLASS_FELL, TOO_SLOW and SMOKE_CHECK_FAILED.
  private static final ArtifactJson<EvaluationDecision> DECISION =
      new ArtifactJson<>("evaluation-decision", 3, EvaluationDecision.class);
  private static final ArtifactJson<PrecisionRecallCurves> CURVES =
      new ArtifactJson<>("precision-recall-curves", 1, PrecisionRecallCurves.class);
  private static final ArtifactJson<EvaluationDetails> DETAILS =
      new ArtifactJson<>("evaluation-details", 1, EvaluationDetails.class);
  private static final ArtifactJson<DetectionMatches> MATCHES =
      new ArtifactJson<>("detection-matches", 1, DetectionMatches.class);
  private static final ArtifactJson<ImageResults> IMAGES =
      new ArtifactJson<>("image-results", 1, ImageResults.class);
  private static final ArtifactJson<DriftProfile> DRIFT =
      new ArtifactJson<>("drift-profile", 1, DriftProfile.class);
  private static final String DECISIONS = "decisions/";
  private static final String JSON = ".json";
  // Some stores also list temporary objects of writes in progress, so keys must match completely.
  private static final Pattern REPORT_KEY =
      Pattern.compile("evaluations/[^/]+/[0-9a-f]{64}\\.json");
  private static final Pattern DECISION_KEY = Pattern.compile("decisions/([^/]+-\\d{6})\\.json");

  private final ObjectStore store;
  private final Blobs blobs;
  private final Documents<EvaluationReport> reports;
  private final Documents<EvaluationDecision> decisions;

  public EvaluationReports(ObjectStore store) {
    this.store = requireNonNull(store, "store");
    this.blobs = Blobs.ofModels(store);
    this.reports = new Documents<>(store, REPORT);
    this.decisions = new Documents<>(store, DECISION);
  }

  /**
   * Writes a report unless the checkpoint already has one on this validation set.
   *
   * @return the report in the store
   */
  public EvaluationReport save(EvaluationReport report) {
    String key = key(report.checkpoint(), report.validationSet().id());
    return reports.create(key, report) == Documents.Outcome.DIFFERENT ? reports.load(key) : report;
  }

  /** A checkpoint's report on a validation set. */
  public Optional<EvaluationReport> find(CheckpointId checkpoint, String validationSet) {
    return reports.find(key(checkpoint, validationSet));
  }

  /** A checkpoint's reports on all validation sets. */
  public List<EvaluationReport> list(CheckpointId checkpoint) {
    return store.list("evaluations/" + checkpoint + "/").stream()
        .filter(key -> REPORT_KEY.matcher(key).matches())
        .map(reports::load)
        .toList();
  }

  /** Writes the curves of a report. Must be called before the report is saved. */
  public BlobReference saveCurves(PrecisionRecallCurves curves) {
    return blobs.put(CURVES.write(curves));
  }

  /** Reads the curves of a report. */
  public PrecisionRecallCurves curves(BlobReference reference) {
    return CURVES.read(reference.key(), blobs.read(reference));
  }

  /** Writes the details of a report. Must be called before the report is saved. */
  public BlobReference saveDetails(EvaluationDetails details) {
    return blobs.put(DETAILS.write(details));
  }

  /** Reads the details of a report. */
  public EvaluationDetails details(BlobReference reference) {
    return DETAILS.read(reference.key(), blobs.read(reference));
  }

  /** Writes the matches of a report. Must be called before the report is saved. */
  public BlobReference saveMatches(DetectionMatches matches) {
    return blobs.put(MATCHES.write(matches));
  }

  /** Reads the matches of a report. */
  public DetectionMatches matches(BlobReference reference) {
    return MATCHES.read(reference.key(), blobs.read(reference));
  }

  /** Writes the results by image of a report. Must be called before the report is saved. */
  public BlobReference saveImages(ImageResults images) {
    return blobs.put(IMAGES.write(images));
  }

  /** Reads the results by image of a report. */
  public ImageResults images(BlobReference reference) {
    return IMAGES.read(reference.key(), blobs.read(reference));
  }

  /** Writes the drift profile of a report. Must be called before the report is saved. */
  public BlobReference saveDrift(DriftProfile drift) {
    return blobs.put(DRIFT.write(drift));
  }

  /** Reads the drift profile of a report. */
  public DriftProfile drift(BlobReference reference) {
    return DRIFT.read(reference.key(), blobs.read(reference));
  }

  /**
   * Writes a decision unless the checkpoint already has one.
   *
   * @return the decision in the store
   */
  public EvaluationDecision decide(EvaluationDecision decision) {
    String key = decisionKey(decision.checkpoint());
    return decisions.create(key, decision) == Documents.Outcome.DIFFERENT
        ? decisions.load(key)
        : decision;
  }

  /** The decision about a checkpoint. */
  public Optional<EvaluationDecision> decision(CheckpointId checkpoint) {
    return decisions.find(decisionKey(checkpoint));
  }

  /** All checkpoints with a decision, sorted. */
  public List<CheckpointId> decided() {
    return store.list(DECISIONS).stream()
        .map(DECISION_KEY::matcher)
        .filter(Matcher::matches)
        .map(key -> CheckpointId.parse(key.group(1)))
        .sorted()
        .toList();
  }

  /** Key of a report in the store. */
  public static String key(CheckpointId checkpoint, String validationSet) {
    return "evaluations/" + checkpoint + "/" + Sha256.requireHex(validationSet) + JSON;
  }

  private static String decisionKey(CheckpointId checkpoint) {
    return DECISIONS + checkpoint + JSON;
  }
}
