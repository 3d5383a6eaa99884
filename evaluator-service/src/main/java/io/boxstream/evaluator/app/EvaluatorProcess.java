package io.boxstream.evaluator.app;

import io.boxstream.artifacts.store.RetrySettings;
import io.boxstream.artifacts.store.StoreSettings;
import io.boxstream.evaluator.EvaluationService;
import io.boxstream.evaluator.Evaluator;
import io.boxstream.evaluator.EvaluatorMetrics;
import io.boxstream.evaluator.EvaluatorSettings;
import io.boxstream.evaluator.policy.PolicySettings;
import io.boxstream.evaluator.score.DetectorModels;
import io.boxstream.events.KafkaSettings;
import io.boxstream.meters.ServiceMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the evaluator when the process starts and closes it when the process stops. */
@Singleton
public class EvaluatorProcess {
  private static final int UNSAFE_STORE_EXIT_CODE = 3;

  private final Evaluator evaluator;

  EvaluatorProcess(
      EvaluatorConfig config,
      @ConfigProperty(name = "kafka.bootstrap.servers", defaultValue = "127.0.0.1:9092")
          String bootstrapServers,
      MeterRegistry registry) {
    EvaluatorSettings settings = settings(config, bootstrapServers);
    this.evaluator =
        new Evaluator(
            settings,
            new DetectorModels(),
            new EvaluatorMetrics(registry, settings.model()),
            new ServiceMetrics(
                registry, settings.workDirectory(), Evaluator.written(), Evaluator.read()),
            Clock.systemUTC(),
            () -> Quarkus.asyncExit(UNSAFE_STORE_EXIT_CODE));
  }

  void start(@Observes StartupEvent event) {
    evaluator.start();
  }

  void stop(@Observes ShutdownEvent event) {
    evaluator.close();
  }

  @Produces
  @Singleton
  EvaluationService evaluationService() {
    return evaluator.evaluationService();
  }

  Evaluator evaluator() {
    return evaluator;
  }

  private static EvaluatorSettings settings(EvaluatorConfig config, String bootstrapServers) {
    EvaluatorConfig.Store store = config.store();
    EvaluatorConfig.Evaluator evaluator = config.evaluator();
    EvaluatorConfig.Policy policy = evaluator.policy();
    RetrySettings usual = RetrySettings.defaults();
    return new EvaluatorSettings(
        KafkaSettings.of(bootstrapServers),
        new StoreSettings(
            URI.create(store.endpoint()),
            store.accessKey(),
            store.secretKey(),
            store.bucket(),
            store.region()),
        new RetrySettings(
            usual.firstDelay(),
            usual.longestDelay(),
            positive(store.deadline(), "boxstream.store.deadline"),
            usual.connectTimeout(),
            usual.answerTimeout()),
        config.model(),
        config.workDirectory(),
        new PolicySettings(
            policy.minimumFirstScore(),
            policy.minimumGain(),
            policy.classFloor(),
            policy.minimumImages()),
        new EvaluatorSettings.Scoring(
            evaluator.batch(),
            positive(evaluator.catchUp(), "boxstream.evaluator.catch-up"),
            evaluator.cache().asLongValue()));
  }

  private static Duration positive(Duration value, String key) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(key + " must be positive: " + value);
    }
    return value;
  }
}
