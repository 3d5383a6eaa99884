package io.boxstream.events;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The records that the golden files stand for, by {@code <type>/<file without ending>}. */
final class Exemplars {
  private static final String ID = "ab".repeat(32);
  private static final String OTHER = "cd".repeat(32);
  private static final String RUN = "r-20261123-101530";
  private static final ImageContent INLINE =
      new ImageContent.Inline(new byte[] {-1, -40, -1, -32, 0, 1, 2, 3});
  private static final ImageContent STORED = new ImageContent.Stored(ID, 734_003);
  private static final ImageSource SOURCE = new ImageSource("voc-archive", "site 7.jpg");
  private static final List<LabelledBox> LABELLED =
      List.of(
          new LabelledBox("hat", 10, 20.5, 110, 90.25, false),
          new LabelledBox("person", 0, 0, 320, 240, true));
  private static final List<DetectedBox> DETECTED =
      List.of(
          new DetectedBox("hat", 0.875, 10, 20.5, 110, 90.25),
          new DetectedBox("person", 0.5, 0, 0, 320, 240));

  private Exemplars() {}

  static Map<String, Event> all() {
    return Map.ofEntries(
        Map.entry("io.boxstream.annotated-image.v1/inline", inlineImage()),
        Map.entry("io.boxstream.annotated-image.v2/inline", inlineImage()),
        Map.entry("io.boxstream.annotated-image.v3/inline", inlineImage()),
        Map.entry(
            "io.boxstream.annotated-image.v3/hashed",
            inlineImage().withPerceptualHash("00f0123456789abc")),
        Map.entry("io.boxstream.annotated-image.v3/stored", storedImage()),
        Map.entry("io.boxstream.annotated-image.v3/relabelled", relabelledImage()),
        Map.entry("io.boxstream.annotated-image.v1/stored", storedImage()),
        Map.entry("io.boxstream.annotated-image.v2/stored", storedImage()),
        Map.entry("io.boxstream.annotated-image.v2/relabelled", relabelledImage()),
        Map.entry("io.boxstream.rejected-image.v1/full", rejectedInFull(Optional.empty())),
        Map.entry("io.boxstream.rejected-image.v2/full", rejectedInFull(Optional.empty())),
        Map.entry("io.boxstream.rejected-image.v1/missing-picture", missingImage()),
        Map.entry("io.boxstream.rejected-image.v2/missing-image", missingImage()),
        Map.entry("io.boxstream.rejected-image.v3/full", rejectedInFull(Optional.empty())),
        Map.entry("io.boxstream.rejected-image.v3/missing-image", missingImage()),
        Map.entry("io.boxstream.rejected-image.v3/crashed-decoder", crashedDecoder()),
        Map.entry("io.boxstream.rejected-image.v4/full", rejectedInFull(Optional.of("import-1"))),
        Map.entry("io.boxstream.rejected-image.v4/missing-image", missingImage()),
        Map.entry("io.boxstream.rejected-image.v4/crashed-decoder", crashedDecoder()),
        Map.entry("io.boxstream.training-progress.v1/running", running(Optional.empty())),
        Map.entry("io.boxstream.training-progress.v1/queued", queued()),
        Map.entry("io.boxstream.training-progress.v2/running", running(Optional.of(600.0))),
        Map.entry("io.boxstream.training-progress.v2/queued", queued()),
        Map.entry("io.boxstream.training-progress.v2/stopped-early", stoppedEarly()),
        Map.entry("io.boxstream.checkpoint-written.v1/one", checkpoint()),
        Map.entry(
            "io.boxstream.evaluation-completed.v1/promoted",
            promoted(Optional.empty(), Optional.empty(), Optional.empty())),
        Map.entry("io.boxstream.evaluation-completed.v1/empty-set", emptySet(Optional.empty())),
        Map.entry(
            "io.boxstream.evaluation-completed.v3/promoted",
            withReason(
                promotedWithCoco(),
                "0.7500 against the champion's 0.5000",
                List.of(
                    new DataSetWarning(
                        "class-missing-in-validation",
                        "class 'vest' has 12 boxes in training and none in validation")))),
        Map.entry(
            "io.boxstream.evaluation-completed.v3/empty-set",
            withReason(
                emptySet(Optional.of(Map.of())),
                "none of 0 validation images has a box",
                List.of())),
        Map.entry(
            "io.boxstream.evaluation-completed.v3/below-minimum-first-score",
            belowMinimumFirstScore()),
        Map.entry("io.boxstream.evaluation-completed.v2/promoted", promotedWithCoco()),
        Map.entry(
            "io.boxstream.evaluation-completed.v2/empty-set", emptySet(Optional.of(Map.of()))),
        Map.entry(
            "io.boxstream.evaluation-completed.v4/promoted",
            withEvidence(
                withReason(promotedWithCoco(), "0.7500 against the champion's 0.5000", List.of()),
                PromotionDecision.BETTER_PROMOTED,
                gainWithTrial())),
        Map.entry(
            "io.boxstream.evaluation-completed.v4/smoke-check-failed",
            withEvidence(
                withReason(promotedWithCoco(), "image abab: the engine failed", List.of()),
                PromotionDecision.SMOKE_CHECK_FAILED,
                bestOfRunWithFailure())),
        Map.entry(
            "io.boxstream.evaluation-completed.v4/empty-set",
            withReason(
                emptySet(Optional.of(Map.of())),
                "none of 0 validation images has a box",
                List.of())),
        Map.entry("io.boxstream.model-promoted.v1/one", generation()),
        Map.entry("io.boxstream.model-promoted.v2/by-the-policy", generation()),
        Map.entry("io.boxstream.model-promoted.v2/by-hand", rolledBack()),
        Map.entry("io.boxstream.detection-result.v1/from-topic", fromTopic()),
        Map.entry("io.boxstream.detection-result.v2/from-topic", fromTopic()),
        Map.entry("io.boxstream.detection-result.v1/from-http", fromHttp()),
        Map.entry("io.boxstream.detection-result.v2/from-http", fromHttp()),
        Map.entry("io.boxstream.label-findings.v1/every-reason", findings()),
        Map.entry("io.boxstream.dismissed-suspect.v1/boxes", dismissedBoxes()),
        Map.entry("io.boxstream.dismissed-suspect.v1/duplicate", dismissedDuplicate()),
        Map.entry("io.boxstream.dismissed-suspect.v1/class-names", dismissedNames()),
        Map.entry(
            "io.boxstream.hard-example.v1/stored",
            earlier(HardExampleReason.LOW_CONFIDENCE, DETECTED.subList(1, 2), STORED)),
        Map.entry(
            "io.boxstream.hard-example.v1/inline",
            earlier(HardExampleReason.NOTHING_FOUND, List.of(), INLINE)),
        Map.entry("io.boxstream.hard-example.v2/stored", storedHardExample()),
        Map.entry("io.boxstream.hard-example.v2/inline", inlineHardExample()),
        Map.entry("io.boxstream.hard-example.v3/stored", storedHardExample()),
        Map.entry("io.boxstream.hard-example.v3/inline", inlineHardExample()),
        Map.entry("io.boxstream.hard-example.v3/drift", driftedHardExample()),
        Map.entry("io.boxstream.drift-detected.v1/two-features", driftDetected()),
        Map.entry(
            "io.boxstream.drift-ended.v1/one-of-two",
            driftEnded(DriftEnd.USUAL_AGAIN, List.of("brightness"), List.of("classes"))),
        Map.entry(
            "io.boxstream.drift-ended.v1/replaced",
            driftEnded(DriftEnd.MODEL_REPLACED, List.of("brightness", "classes"), List.of())),
        Map.entry(
            "io.boxstream.rollout-changed.v1/running",
            rollout(RolloutState.RUNNING, "better at night?", "2026-11-23T10:15:30Z")),
        Map.entry(
            "io.boxstream.rollout-changed.v1/rolled-back",
            rollout(
                RolloutState.ROLLED_BACK,
                "different objects in 40 of 100 images; the budget is 0.125",
                "2026-11-23T11:15:30Z")),
        Map.entry(
            "io.boxstream.rollout-progress.v1/counting",
            rolloutProgress(Optional.empty(), Optional.empty())),
        Map.entry(
            "io.boxstream.rollout-progress.v1/withdrawn",
            rolloutProgress(Optional.empty(), Optional.of("failed on 3 of 103 images"))),
        Map.entry(
            "io.boxstream.rollout-progress.v2/counting",
            rolloutProgress(Optional.of(waits()), Optional.empty())),
        Map.entry(
            "io.boxstream.rollout-progress.v2/withdrawn",
            rolloutProgress(Optional.empty(), Optional.of("failed on 3 of 103 images"))));
  }

  private static RolloutChanged rollout(RolloutState state, String reason, String at) {
    return new RolloutChanged(
        "detector",
        3,
        "6f9619ff-8b86-4011-b42d-00c04fc964ff",
        RUN + "-000010",
        2,
        RolloutKind.CANARY,
        0.25,
        1.5,
        0.125,
        state,
        reason,
        Instant.parse(at));
  }

  private static RolloutProgress.Waits waits() {
    return new RolloutProgress.Waits(
        new RolloutProgress.Pairs(2, 1, List.of(0L, 0L, 27L), List.of(0L, 0L, 25L, 2L)),
        new RolloutProgress.Pairs(0, 0, List.of(), List.of()));
  }

  private static RolloutProgress rolloutProgress(
      Optional<RolloutProgress.Waits> waits, Optional<String> withdrawn) {
    return new RolloutProgress(
        "detector",
        "6f9619ff-8b86-4011-b42d-00c04fc964ff",
        "a1",
        100,
        40,
        3,
        5,
        1,
        7,
        30,
        3,
        new TreeMap<>(Map.of("hat", new RolloutProgress.Boxes(80, 1, 30, 20))),
        List.of(0L, 60L, 40L),
        List.of(0L, 0L, 99L, 1L),
        waits,
        withdrawn,
        Instant.parse("2026-11-23T11:15:30Z"));
  }

  private static HardExample earlier(
      HardExampleReason reason, List<DetectedBox> boxes, ImageContent image) {
    return new HardExample(
        ID,
        List.of(reason),
        boxes,
        image,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static HardExample storedHardExample() {
    return new HardExample(
        ID,
        List.of(HardExampleReason.MANY_NEAR_THRESHOLD, HardExampleReason.GENERATIONS_DISAGREE),
        DETECTED.subList(1, 2),
        STORED,
        Optional.of(0.75),
        Optional.of(ImageEncoding.PNG),
        Optional.of(new DetectionResult.ImageSize(4000, 3000)),
        Optional.of(new DetectionResult.ServedModel("detector", 3, RUN + "-000010")),
        Optional.of(
            new HardExample.Request(
                Instant.parse("2026-11-23T10:15:30.250Z"),
                "camera-7",
                Optional.of(new DetectionResult.SourceRecord("detection-requests", 4, 1729)))));
  }

  private static HardExample driftedHardExample() {
    HardExample stored = storedHardExample();
    return new HardExample(
        stored.imageId(),
        List.of(HardExampleReason.DRIFT, HardExampleReason.LOW_CONFIDENCE),
        stored.boxes(),
        stored.image(),
        stored.score(),
        stored.format(),
        stored.size(),
        stored.model(),
        stored.request());
  }

  private static DriftDetected driftDetected() {
    return new DriftDetected(
        new DetectionResult.ServedModel("detector", 3, RUN + "-000010"),
        Instant.parse("2026-11-23T10:15:30.250Z"),
        Instant.parse("2026-11-23T11:15:30Z"),
        600,
        87,
        List.of(
            new DriftDetected.DriftedFeature(
                "brightness",
                List.of(64.0, 128.5),
                List.of(),
                List.of(0.25, 0.5, 0.25),
                List.of(0.75, 0.25, 0.0),
                12.5,
                0x1p-13,
                1.5,
                1.25),
            new DriftDetected.DriftedFeature(
                "classes",
                List.of(),
                List.of("hat", "person"),
                List.of(0.5, 0.375, 0.125),
                List.of(0.25, 0.625, 0.125),
                8.5,
                0x1p-11,
                0.25,
                0.125)));
  }

  private static DriftEnded driftEnded(
      DriftEnd reason, List<String> features, List<String> drifting) {
    return new DriftEnded(
        new DetectionResult.ServedModel("detector", 3, RUN + "-000010"),
        Instant.parse("2026-11-23T11:15:30Z"),
        Instant.parse("2026-11-23T14:15:30.250Z"),
        reason,
        features,
        drifting);
  }

  private static HardExample inlineHardExample() {
    return new HardExample(
        ID,
        List.of(HardExampleReason.LOW_CONFIDENCE, HardExampleReason.NOTHING_FOUND),
        List.of(),
        INLINE,
        Optional.of(0.25),
        Optional.of(ImageEncoding.JPEG),
        Optional.of(new DetectionResult.ImageSize(320, 240)),
        Optional.of(new DetectionResult.ServedModel("detector", 2, RUN + "-000010")),
        Optional.of(
            new HardExample.Request(
                Instant.parse("2026-11-23T10:15:30.250Z"), "", Optional.empty())));
  }

  private static AnnotatedImage inlineImage() {
    return new AnnotatedImage(
        ID, ImageEncoding.JPEG, 320, 240, Split.TRAIN, LABELLED, INLINE, SOURCE);
  }

  private static AnnotatedImage storedImage() {
    return new AnnotatedImage(
        ID,
        ImageEncoding.PNG,
        4000,
        3000,
        Split.VAL,
        List.of(),
        STORED,
        new ImageSource("upload", "größer.png"));
  }

  private static AnnotatedImage relabelledImage() {
    Instant added = Instant.parse("2026-11-20T08:00:00Z");
    LabelRevision second =
        new LabelRevision(
            Instant.parse("2026-11-23T10:15:30.250Z"),
            Split.TRAIN,
            List.of(new LabelledBox("helmet", 10, 20.5, 110, 90.25, false)),
            SOURCE,
            Optional.of("bob"));
    LabelRevision first =
        new LabelRevision(
            added,
            Split.TRAIN,
            List.of(),
            new ImageSource("upload", "site 7.jpg"),
            Optional.empty());
    return new AnnotatedImage(
        ID,
        ImageEncoding.JPEG,
        320,
        240,
        Split.TRAIN,
        LABELLED,
        INLINE,
        SOURCE,
        Optional.of("anna"),
        Optional.of(added),
        Optional.of(List.of(second, first)),
        Optional.empty());
  }

  private static LabelFindings findings() {
    LabelledBox hat = LABELLED.get(0);
    LabelledBox person = LABELLED.get(1);
    Optional<DetectedBox> detected = Optional.of(DETECTED.get(0));
    return new LabelFindings(
        ID,
        OTHER,
        "detector",
        3,
        RUN + "-000010",
        List.of(
            new LabelFinding(SuspectReason.MISSING_LABEL, 0.875, Optional.empty(), detected),
            new LabelFinding(SuspectReason.WRONG_CLASS, 0.75, Optional.of(person), detected),
            new LabelFinding(SuspectReason.MISPLACED_BOX, 0.5, Optional.of(hat), detected),
            new LabelFinding(
                SuspectReason.EXTRA_LABEL, 0.25, Optional.of(person), Optional.empty())));
  }

  private static DismissedSuspect dismissedBoxes() {
    return new DismissedSuspect(
        "00f0123456789abc",
        SuspectReason.DOUBLED_BOX,
        Optional.of(ID),
        LABELLED,
        Optional.empty(),
        List.of(),
        Optional.of("Ana Díaz"),
        Instant.parse("2026-11-23T10:15:30Z"));
  }

  private static DismissedSuspect dismissedDuplicate() {
    return new DismissedSuspect(
        "00f0123456789abd",
        SuspectReason.DUPLICATE,
        Optional.of(ID),
        List.of(),
        Optional.of(OTHER),
        List.of(),
        Optional.empty(),
        Instant.parse("2026-11-23T10:15:30Z"));
  }

  private static DismissedSuspect dismissedNames() {
    return new DismissedSuspect(
        "00f0123456789abe",
        SuspectReason.SIMILAR_CLASS_NAMES,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        List.of("hat", "Hat"),
        Optional.empty(),
        Instant.parse("2026-11-23T10:15:30Z"));
  }

  private static RejectedImage rejectedInFull(Optional<String> importId) {
    return new RejectedImage(
        ID,
        RejectionReason.BOX_OUTSIDE_IMAGE,
        "box 1 (hat) reaches to x=400 in an image 320 wide",
        Optional.of("<annotation/>"),
        Optional.of(new StoredBytes(OTHER, 512)),
        SOURCE,
        Optional.of(Split.TRAIN),
        Instant.parse("2026-11-23T10:15:30.250Z"),
        importId);
  }

  private static RejectedImage missingImage() {
    return new RejectedImage(
        "import-1/000017",
        RejectionReason.MISSING_IMAGE,
        "train.txt names 000017, and there is no such image",
        Optional.empty(),
        Optional.empty(),
        SOURCE,
        Optional.empty(),
        Instant.parse("2026-11-23T10:15:30Z"),
        Optional.empty());
  }

  private static RejectedImage crashedDecoder() {
    return new RejectedImage(
        "import-1/000018",
        RejectionReason.CRASHED_DECODER,
        "the process died 2 times while it read this image",
        Optional.of("<annotation/>"),
        Optional.of(new StoredBytes(OTHER, 512)),
        SOURCE,
        Optional.empty(),
        Instant.parse("2026-11-23T10:15:30Z"),
        Optional.empty());
  }

  private static TrainingProgress running(Optional<Double> budgetSeconds) {
    return new TrainingProgress(
        RUN,
        RunState.RUNNING,
        3,
        60,
        12,
        18,
        66,
        1080,
        Optional.of(2.625),
        Optional.of(0.75),
        0.003,
        41.5,
        Optional.of(391.0),
        budgetSeconds,
        Optional.empty());
  }

  private static TrainingProgress stoppedEarly() {
    return new TrainingProgress(
        RUN,
        RunState.COMPLETED,
        3,
        60,
        12,
        18,
        66,
        1080,
        Optional.of(2.625),
        Optional.of(0.75),
        0.003,
        41.5,
        Optional.empty(),
        Optional.empty(),
        Optional.of(
            "stopped early after epoch 3: validation VOC07 mAP has not improved on 0.500"
                + " (epoch 1) for 2 evaluations"));
  }

  private static TrainingProgress queued() {
    return new TrainingProgress(
        RUN,
        RunState.QUEUED,
        0,
        60,
        0,
        18,
        0,
        1080,
        Optional.empty(),
        Optional.empty(),
        0,
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static CheckpointWritten checkpoint() {
    return new CheckpointWritten(
        RUN + "-000010",
        RUN,
        10,
        180,
        "runs/" + RUN + "/checkpoints/000010.json",
        "detector",
        "boxstream_300_mobilenet0.25",
        List.of("hat", "person"),
        1.5,
        0.5,
        OTHER);
  }

  private static CocoScores coco() {
    return new CocoScores(
        new CocoScores.Precision(
            Optional.of(0.5),
            Optional.of(0.78125),
            Optional.of(0.5625),
            Optional.empty(),
            Optional.of(0.375),
            Optional.of(0.625)),
        new CocoScores.Recall(
            Optional.of(0.25),
            Optional.of(0.5),
            Optional.of(0.625),
            Optional.empty(),
            Optional.of(0.5),
            Optional.of(0.75)));
  }

  private static EvaluationCompleted promoted(
      Optional<CocoScores> coco,
      Optional<Map<String, Double>> perClassVoc10,
      Optional<Map<String, Double>> perClassCoco) {
    return new EvaluationCompleted(
        RUN + "-000010",
        RUN,
        10,
        "detector",
        OTHER,
        73,
        Optional.of(0.75),
        Optional.of(0.78125),
        Map.of("person", 0.6875, "hat", 0.8125),
        PromotionDecision.BETTER_PROMOTED,
        "evaluations/" + RUN + "-000010/" + OTHER + ".json",
        Optional.of(RUN + "-000005"),
        Optional.of(0.5),
        coco,
        perClassVoc10,
        perClassCoco,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static EvaluationCompleted promotedWithCoco() {
    return promoted(
        Optional.of(coco()),
        Optional.of(Map.of("person", 0.71875, "hat", 0.84375)),
        Optional.of(Map.of("person", 0.4375, "hat", 0.5625)));
  }

  private static EvaluationCompleted belowMinimumFirstScore() {
    return new EvaluationCompleted(
        RUN + "-000001",
        RUN,
        1,
        "detector",
        OTHER,
        73,
        Optional.of(0.0),
        Optional.of(0.0),
        Map.of("hat", 0.0),
        PromotionDecision.BELOW_MINIMUM_FIRST_SCORE,
        "evaluations/" + RUN + "-000001/" + OTHER + ".json",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(Map.of("hat", 0.0)),
        Optional.of(Map.of("hat", 0.0)),
        Optional.of("0.0000 is below 0.0010, the minimum for a first promotion"),
        Optional.of(List.of()),
        Optional.empty());
  }

  private static EvaluationCompleted withReason(
      EvaluationCompleted event, String reason, List<DataSetWarning> warnings) {
    return new EvaluationCompleted(
        event.checkpointId(),
        event.runId(),
        event.epoch(),
        event.model(),
        event.validationSet(),
        event.images(),
        event.voc07(),
        event.voc10(),
        event.perClass(),
        event.decision(),
        event.reportKey(),
        event.championCheckpointId(),
        event.championVoc07(),
        event.coco(),
        event.perClassVoc10(),
        event.perClassCoco(),
        Optional.of(reason),
        Optional.of(warnings),
        event.evidence());
  }

  private static EvaluationCompleted withEvidence(
      EvaluationCompleted event, PromotionDecision decision, DecisionEvidence evidence) {
    return new EvaluationCompleted(
        event.checkpointId(),
        event.runId(),
        event.epoch(),
        event.model(),
        event.validationSet(),
        event.images(),
        event.voc07(),
        event.voc10(),
        event.perClass(),
        decision,
        event.reportKey(),
        event.championCheckpointId(),
        event.championVoc07(),
        event.coco(),
        event.perClassVoc10(),
        event.perClassCoco(),
        event.reason(),
        event.warnings(),
        Optional.of(evidence));
  }

  private static DecisionEvidence gainWithTrial() {
    return new DecisionEvidence(
        Optional.of(
            new DecisionEvidence.GainEstimate(
                Optional.of(new DecisionEvidence.Gain(0.25, 0.125, 0.375, 0.0625)),
                Map.of("hat", new DecisionEvidence.Gain(0.25, -0.125, 0.5, 0.1875)),
                0.9,
                2000)),
        Optional.empty(),
        Optional.of(new DecisionEvidence.Trial(4, Optional.of(12.5), Optional.empty())));
  }

  private static DecisionEvidence bestOfRunWithFailure() {
    return new DecisionEvidence(
        Optional.empty(),
        Optional.of(
            new DecisionEvidence.RunComparison(
                RUN + "-000005", 0.78125, -0.03125, Optional.of(0.0625), 0.05)),
        Optional.of(
            new DecisionEvidence.Trial(
                1, Optional.empty(), Optional.of("image abab: the engine failed"))));
  }

  private static EvaluationCompleted emptySet(Optional<Map<String, Double>> perClass) {
    return new EvaluationCompleted(
        RUN + "-000010",
        RUN,
        10,
        "detector",
        OTHER,
        0,
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        PromotionDecision.EMPTY_VALIDATION_SET,
        "evaluations/" + RUN + "-000010/" + OTHER + ".json",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        perClass,
        perClass,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static ModelPromoted generation() {
    return new ModelPromoted(
        "detector",
        2,
        RUN + "-000010",
        "runs/" + RUN + "/checkpoints/000010.json",
        "0.7500 is better than 0.5000 on the same 73 images",
        "policy",
        0.75,
        Optional.empty());
  }

  private static ModelPromoted rolledBack() {
    return new ModelPromoted(
        "detector",
        3,
        RUN + "-000005",
        "runs/" + RUN + "/checkpoints/000005.json",
        "worse at night",
        "hand",
        0.5,
        Optional.of("Ana Díaz"));
  }

  private static DetectionResult fromTopic() {
    return new DetectionResult(
        "camera-7",
        new DetectionResult.ImageSize(320, 240),
        DETECTED,
        new DetectionResult.ServedModel("detector", 2, RUN + "-000010"),
        Optional.of(new DetectionResult.SourceRecord(Topics.DETECTION_REQUESTS, 4, 1729)),
        new DetectionResult.Timings(2.5, 1.25, 11, 14.75));
  }

  private static DetectionResult fromHttp() {
    return new DetectionResult(
        "",
        new DetectionResult.ImageSize(320, 240),
        List.of(),
        new DetectionResult.ServedModel("detector", 1, RUN + "-000005"),
        Optional.empty(),
        new DetectionResult.Timings(2.5, 0, 11, 13.5));
  }
}
