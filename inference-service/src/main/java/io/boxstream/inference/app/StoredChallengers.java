package io.boxstream.inference.app;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.evaluation.EvaluationReport;
import io.boxstream.artifacts.promotion.Promotion;
import io.boxstream.detection.Detection;
import io.boxstream.events.RolloutChanged;
import io.boxstream.images.RgbImage;
import io.boxstream.inference.model.Detector;
import io.boxstream.inference.model.LoadedModel;
import io.boxstream.inference.model.MemoryReservation;
import io.boxstream.inference.model.ModelLoadException;
import io.boxstream.inference.model.ModelLoader;
import io.boxstream.inference.model.ModelMemory;
import io.boxstream.inference.rollout.ChallengerLoader;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.LongFunction;

/**
 * Loads challengers as if they were promoted, with the thresholds of their latest evaluation. A
 * challenger keeps its part of the memory for models until it is closed.
 */
final class StoredChallengers implements ChallengerLoader {
  private final Artifacts artifacts;
  private final ModelLoader loader;
  private final ModelMemory memory;
  private final LongFunction<CompletableFuture<MemoryReservation>> room;

  /**
   * @param loader with a folder of its own for parameters
   * @param memory says what a challenger will take
   * @param room reserves so many bytes of the memory for models
   */
  StoredChallengers(
      Artifacts artifacts,
      ModelLoader loader,
      ModelMemory memory,
      LongFunction<CompletableFuture<MemoryReservation>> room) {
    this.artifacts = requireNonNull(artifacts, "artifacts");
    this.loader = requireNonNull(loader, "loader");
    this.memory = requireNonNull(memory, "memory");
    this.room = requireNonNull(room, "room");
  }

  @Override
  public LoadedModel load(RolloutChanged rollout) {
    Promotion promotion = promotion(rollout);
    MemoryReservation reservation = reserve(memory.bytes(promotion));
    try {
      LoadedModel model = loader.load(promotion);
      return new LoadedModel(
          model.identity(), new Reserving(model.detector(), reservation), model.bytes());
    } catch (RuntimeException | Error e) {
      reservation.close();
      throw e;
    }
  }

  private MemoryReservation reserve(long bytes) {
    CompletableFuture<MemoryReservation> reservation = room.apply(bytes);
    try {
      return reservation.get();
    } catch (ExecutionException e) {
      throw new ModelLoadException(e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      // What comes later is given back.
      reservation.cancel(false);
      Thread.currentThread().interrupt();
      throw new ModelLoadException("the service is stopping", e);
    }
  }

  private Promotion promotion(RolloutChanged rollout) {
    CheckpointId checkpoint = CheckpointId.parse(rollout.checkpointId());
    Optional<EvaluationReport> report =
        artifacts.evaluations().list(checkpoint).stream()
            .max(Comparator.comparing(EvaluationReport::evaluatedAt));
    return new Promotion(
        rollout.rolloutId(),
        rollout.model(),
        Math.toIntExact(rollout.generation()),
        checkpoint,
        rollout.reason(),
        "rollout",
        Optional.empty(),
        rollout.at(),
        report.flatMap(EvaluationReport::voc07),
        report.map(EvaluationReport::validationSet).map(EvaluationReport.ValidationSet::id));
  }

  /** A detector that gives its memory back. */
  private record Reserving(Detector detector, MemoryReservation reservation) implements Detector {
    @Override
    public List<List<Detection>> detect(List<RgbImage> images) {
      return detector.detect(images);
    }

    @Override
    public void close() {
      try (reservation) {
        detector.close();
      }
    }
  }
}
