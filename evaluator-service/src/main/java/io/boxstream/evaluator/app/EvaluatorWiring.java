package io.boxstream.evaluator.app;

import io.boxstream.artifacts.retention.RetentionSettings;
import io.boxstream.artifacts.store.RetrySettings;
import io.boxstream.evaluator.EvaluationService;
import io.boxstream.evaluator.Evaluator;
import io.boxstream.evaluator.EvaluatorMetrics;
import io.boxstream.evaluator.EvaluatorSettings;
import io.boxstream.evaluator.PolicyService;
import io.boxstream.evaluator.policy.PolicySettings;
import io.boxstream.evaluator.retention.RetentionSchedule;
import io.boxstream.evaluator.rollout.RolloutService;
import io.boxstream.evaluator.score.DetectorModels;
import io.boxstream.events.KafkaSettings;
import io.boxstream.meters.ServiceMetrics;
import io.boxstream.rest.config.StoreConfiguration;
import io.boxstream.rest.health.FollowedTopics;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/** Makes the evaluator of the configuration. */
public class EvaluatorWiring {
  private static final int UNSAFE_STORE_EXIT_CODE = 3;

  @Produces
  @Singleton
  Evaluator evaluator(EvaluatorConfig config, KafkaSettings kafka, MeterRegistry registry) {
    EvaluatorSettings settings = settings(config, kafka);
    return new Evaluator(
        settings,
        new DetectorModels(),
        new EvaluatorMetrics(registry, settings.model()),
        new ServiceMetrics(
            registry, settings.workDirectory(), Evaluator.written(), Evaluator.read()),
        Clock.systemUTC(),
        () -> Quarkus.asyncExit(UNSAFE_STORE_EXIT_CODE));
  }

  @Produces
  @Singleton
  EvaluationService evaluationService(Evaluator evaluator) {
    return evaluator.evaluationService();
  }

  @Produces
  @Singleton
  PolicyService policyService(Evaluator evaluator) {
    return evaluator.policyService();
  }

  @Produces
  @Singleton
  RolloutService rolloutService(Evaluator evaluator) {
    return evaluator.rolloutService();
  }

  @Produces
  @Singleton
  RetentionSchedule retention(Evaluator evaluator) {
    return evaluator.retention();
  }

  @Produces
  @Singleton
  FollowedTopics followedTopics(Evaluator evaluator) {
    return new FollowedTopics(evaluator.loops());
  }

  private static EvaluatorSettings settings(EvaluatorConfig config, KafkaSettings kafka) {
    EvaluatorConfig.Evaluator evaluator = config.evaluator();
    RetrySettings usual = RetrySettings.defaults();
    return new EvaluatorSettings(
        kafka,
        StoreConfiguration.settings(config.store()),
        new RetrySettings(
            usual.firstDelay(),
            usual.longestDelay(),
            config.store().deadline(),
            usual.connectTimeout(),
            usual.answerTimeout()),
        config.model(),
        config.workDirectory(),
        policy(evaluator.policy()),
        new EvaluatorSettings.Scoring(
            evaluator.batch(),
            evaluator.catchUp(),
            evaluator.cache().asLongValue(),
            evaluator.labelCheck()),
        retention(evaluator.retention()));
  }

  private static EvaluatorSettings.Retention retention(EvaluatorConfig.Retention retention) {
    return new EvaluatorSettings.Retention(
        Optional.of(retention.interval()).filter(interval -> retention.scheduled()),
        new RetentionSettings(
            retention.checkpoints(),
            retention.generations(),
            retention.runs(),
            retention.evaluations(),
            retention.quarantine(),
            retention.grace()));
  }

  private static PolicySettings policy(EvaluatorConfig.Policy policy) {
    return new PolicySettings(
        new PolicySettings.Minimums(
            policy.minimumImages(), policy.minimumFirstScore(), policy.classFloor()),
        new PolicySettings.GainRule(policy.minimumGain(), policy.confidence(), policy.resamples()),
        policy.sameRunTolerance(),
        policy.classFallMargin(),
        new PolicySettings.TrialRule(policy.referenceImages(), policy.latencyBudget()));
  }
}
