package io.boxstream.inference.serve;

import io.boxstream.detection.Detection;
import io.boxstream.images.RgbImage;
import io.boxstream.inference.model.LoadedModel;
import io.boxstream.inference.model.ModelHolder;
import io.boxstream.inference.model.ModelLease;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Runs one batch on the model that it is for, and completes each of its images. When a batch fails,
 * each of its images is run alone, so that one bad image does not fail the others.
 */
final class BatchRunner {
  private static final int PROBE_SIDE = 64;

  private final ServingMetrics metrics;
  private final LongSupplier nanoTime;
  private final BatchLimits limits;
  private final RgbImage probe =
      new RgbImage(PROBE_SIDE, PROBE_SIDE, new byte[3 * PROBE_SIDE * PROBE_SIDE]);

  /**
   * @param limits told what each batch took
   */
  BatchRunner(ServingMetrics metrics, LongSupplier nanoTime, BatchLimits limits) {
    this.metrics = metrics;
    this.nanoTime = nanoTime;
    this.limits = limits;
  }

  /** Runs the images of a batch that somebody still waits for; all are for the same model. */
  void run(List<QueuedImage> images) {
    List<QueuedImage> batch = images.stream().filter(this::isWaitedFor).toList();
    if (batch.isEmpty()) {
      return;
    }
    ModelHolder models = batch.get(0).model();
    Optional<ModelLease> lease = models.lease();
    if (lease.isEmpty()) {
      NoModelException noModel = new NoModelException(models.name());
      batch.forEach(image -> image.fail(noModel));
      return;
    }
    try (ModelLease held = lease.get()) {
      metrics.batch(batch.size());
      run(batch, held.model());
    }
  }

  private boolean isWaitedFor(QueuedImage image) {
    boolean expired = image.ticket().isExpired(nanoTime.getAsLong());
    if (expired) {
      image.fail(new DeadlineExceededException());
    }
    return !expired;
  }

  private void run(List<QueuedImage> batch, LoadedModel model) {
    try {
      detect(batch, model);
    } catch (RuntimeException e) {
      if (batch.size() == 1) {
        batch.get(0).fail(classifyFailure(e, model));
        return;
      }
      batch.forEach(image -> run(List.of(image), model));
    }
  }

  private void detect(List<QueuedImage> batch, LoadedModel model) {
    long started = nanoTime.getAsLong();
    List<List<Detection>> detections =
        model.detector().detect(batch.stream().map(QueuedImage::image).toList());
    if (detections.size() != batch.size()) {
      throw new IllegalStateException(
          detections.size() + " answers for " + batch.size() + " images");
    }
    long ended = nanoTime.getAsLong();
    limits.of(batch.get(0).model()).measured(batch.size(), ended - started);
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).complete(detections.get(i), model.identity(), started, ended);
    }
  }

  /** The image caused the failure if the engine works on another image. */
  private InferenceException classifyFailure(RuntimeException failure, LoadedModel model) {
    try {
      model.detector().detect(List.of(probe));
      return new ImageFailedException(failure);
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
      return new EngineFailedException(failure);
    }
  }
}
