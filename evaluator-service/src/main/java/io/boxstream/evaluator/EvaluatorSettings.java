package io.boxstream.evaluator;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.retention.RetentionSettings;
import io.boxstream.artifacts.store.ObjectKeys;
import io.boxstream.artifacts.store.RetrySettings;
import io.boxstream.artifacts.store.StoreSettings;
import io.boxstream.evaluator.policy.PolicySettings;
import io.boxstream.events.KafkaSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings of the evaluator.
 *
 * @param kafka the brokers
 * @param store the object store
 * @param storeRetry timeouts and retries of calls to the store
 * @param model name of the model that meters show from the start on
 * @param workDirectory where the local view and fetched parameters are kept
 * @param policy when a checkpoint is promoted
 * @param scoring how a checkpoint is scored
 * @param retention what is kept in the store
 */
public record EvaluatorSettings(
    KafkaSettings kafka,
    StoreSettings store,
    RetrySettings storeRetry,
    String model,
    Path workDirectory,
    PolicySettings policy,
    Scoring scoring,
    Retention retention) {
  public EvaluatorSettings {
    requireNonNull(kafka, "kafka");
    requireNonNull(store, "store");
    requireNonNull(storeRetry, "storeRetry");
    ObjectKeys.requireSegment(model, "model");
    requireNonNull(workDirectory, "workDirectory");
    requireNonNull(policy, "policy");
    requireNonNull(scoring, "scoring");
    requireNonNull(retention, "retention");
  }

  /**
   * What is kept in the store.
   *
   * @param interval time between two sweeps; empty to sweep on request only
   * @param rules what is kept
   */
  public record Retention(Optional<Duration> interval, RetentionSettings rules) {
    public Retention {
      requireNonNull(interval, "interval");
      requireNonNull(rules, "rules");
    }
  }

  /**
   * How a checkpoint is scored.
   *
   * @param batch images that are detected on at once
   * @param catchUp how long one try waits for images that are still on their way
   * @param cacheBytes bound on fetched parameters on disk
   * @param checksLabels whether the labels of the data set are compared with the promoted model
   */
  public record Scoring(int batch, Duration catchUp, long cacheBytes, boolean checksLabels) {
    public Scoring {
      requireNonNull(catchUp, "catchUp");
      if (batch < 1 || cacheBytes < 0 || catchUp.isNegative()) {
        throw new IllegalArgumentException(
            "batch, catchUp and cacheBytes must not be negative: "
                + batch
                + ", "
                + catchUp
                + ", "
                + cacheBytes);
      }
    }
  }
}
