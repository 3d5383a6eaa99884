package io.boxstream.evaluator;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.promotion.Promotion;
import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.evaluator.decide.EvaluationHistory;
import io.boxstream.evaluator.decide.PolicyPreview;
import io.boxstream.evaluator.decide.PromotionChains;
import io.boxstream.evaluator.policy.PolicySettings;
import io.boxstream.evaluator.score.MatchedGains;
import java.util.Optional;

/** The policy for HTTP requests, and what another one would have decided. */
public final class PolicyService {
  private final String configuredModel;
  private final PolicySettings settings;
  private final PromotionChains chains;
  private final PolicyPreview preview;

  /**
   * @param store a store client with short timeouts; not closed here
   * @param configuredModel the model that exists before its first promotion
   * @param settings the policy by which checkpoints are promoted
   */
  PolicyService(ObjectStore store, String configuredModel, PolicySettings settings) {
    this.configuredModel = requireNonNull(configuredModel, "configuredModel");
    this.settings = requireNonNull(settings, "settings");
    this.chains = new PromotionChains(store);
    Artifacts artifacts = new Artifacts(store);
    this.preview =
        new PolicyPreview(
            artifacts,
            chains,
            new EvaluationHistory(artifacts.evaluations(), chains),
            new MatchedGains(artifacts.evaluations()));
  }

  /** The policy by which checkpoints are promoted. */
  public PolicySettings settings() {
    return settings;
  }

  /** The name of the configured model. */
  public String configuredModel() {
    return configuredModel;
  }

  /** The checkpoint of a model that was promoted last. */
  public Optional<CheckpointId> champion(String model) {
    return chains.of(model).latest().map(Promotion::checkpoint);
  }

  /**
   * What another policy would have decided about a model's latest evaluations; empty if there is no
   * such model: a model exists when it is the configured one or has a promotion.
   *
   * @param longest most evaluations to judge
   */
  public Optional<PolicyPreview.Result> preview(String model, PolicySettings other, int longest) {
    return model.equals(configuredModel) || champion(model).isPresent()
        ? Optional.of(preview.judge(model, other, longest))
        : Optional.empty();
  }
}
