package io.boxstream.inference.drift;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.evaluation.DriftProfile;
import io.boxstream.artifacts.evaluation.EvaluationReport;
import io.boxstream.artifacts.promotion.Promotion;
import io.boxstream.artifacts.store.CorruptBlobException;
import io.boxstream.artifacts.store.MalformedArtifactException;
import io.boxstream.artifacts.store.ObjectNotFoundException;
import io.boxstream.artifacts.store.UnsupportedVersionException;
import io.boxstream.detection.drift.Bins;
import io.boxstream.detection.drift.DriftFeature;
import io.boxstream.detection.drift.DriftReference;
import io.boxstream.detection.drift.FeatureReference;
import io.boxstream.inference.model.ModelIdentity;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** References in the evaluations that promotions name. */
public final class StoredReferences implements DriftReferences {
  private static final Logger LOG = LoggerFactory.getLogger(StoredReferences.class);

  private final Artifacts artifacts;

  public StoredReferences(Artifacts artifacts) {
    this.artifacts = requireNonNull(artifacts, "artifacts");
  }

  @Override
  public Optional<ServedReference> find(ModelIdentity identity) {
    try {
      return artifacts
          .promotions(identity.model())
          .find(Math.toIntExact(identity.generation()))
          .flatMap(this::report)
          .flatMap(EvaluationReport::drift)
          .map(artifacts.evaluations()::drift)
          .map(StoredReferences::reference);
    } catch (ObjectNotFoundException
        | CorruptBlobException
        | MalformedArtifactException
        | UnsupportedVersionException
        | IllegalArgumentException e) {
      LOG.warn(
          "The drift profile of checkpoint {} cannot be read: {}",
          identity.checkpointId(),
          e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<EvaluationReport> report(Promotion promotion) {
    return promotion
        .validationSet()
        .flatMap(set -> artifacts.evaluations().find(promotion.checkpoint(), set));
  }

  /** Features that a later release may have added are left out. */
  private static ServedReference reference(DriftProfile profile) {
    Map<DriftFeature, FeatureReference> features = new EnumMap<>(DriftFeature.class);
    profile
        .features()
        .forEach(
            (code, one) ->
                DriftFeature.of(code)
                    .ifPresent(
                        feature ->
                            features.put(
                                feature,
                                new FeatureReference(
                                    new Bins(one.edges(), one.labels()),
                                    one.images(),
                                    one.shares(),
                                    one.covariance()))));
    return new ServedReference(
        new DriftReference(profile.images(), features), profile.thresholds());
  }
}
