package io.boxstream.evaluator.notification;

import io.boxstream.events.DecisionEvidence;
import io.boxstream.events.DecisionEvidence.Gain;
import io.boxstream.events.DecisionEvidence.GainEstimate;
import io.boxstream.events.DecisionEvidence.RunComparison;
import io.boxstream.events.DecisionEvidence.Trial;
import java.util.Map;
import java.util.TreeMap;

/** The evidence of a decision in the form of its event. */
final class EvidenceEvents {
  private EvidenceEvents() {}

  static DecisionEvidence of(io.boxstream.artifacts.evaluation.DecisionEvidence evidence) {
    return new DecisionEvidence(
        evidence.gain().map(EvidenceEvents::gains),
        evidence
            .bestOfRun()
            .map(
                best ->
                    new RunComparison(
                        best.checkpoint().toString(),
                        best.voc07(),
                        best.difference(),
                        best.standardError(),
                        best.allowed())),
        evidence
            .trial()
            .map(trial -> new Trial(trial.images(), trial.medianMillis(), trial.failure())));
  }

  private static GainEstimate gains(
      io.boxstream.artifacts.evaluation.DecisionEvidence.GainEstimate estimate) {
    Map<String, Gain> perClass = new TreeMap<>();
    estimate.perClass().forEach((label, gain) -> perClass.put(label, gain(gain)));
    return new GainEstimate(
        estimate.mean().map(EvidenceEvents::gain),
        perClass,
        estimate.confidence(),
        estimate.resamples());
  }

  private static Gain gain(io.boxstream.artifacts.evaluation.DecisionEvidence.Gain gain) {
    return new Gain(gain.value(), gain.low(), gain.high(), gain.standardError());
  }
}
