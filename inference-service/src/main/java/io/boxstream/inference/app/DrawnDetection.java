package io.boxstream.inference.app;

import io.boxstream.events.DetectedBox;
import io.boxstream.images.ImageCanvas;
import io.boxstream.inference.draw.ResultPainter;
import io.boxstream.inference.serve.Answer;
import io.boxstream.inference.serve.ConcurrencyLimit;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers with the image and what was found in it. Images are decoded once more and drawn in
 * threads of their own, as many as processors, so that those of the engine go on.
 */
@Singleton
public class DrawnDetection {
  private static final int QUALITY = 92;

  private final InferenceApplication application;
  private final HttpDetection detection;
  private final ConcurrencyLimit concurrency;
  private final ResultPainter painter = new ResultPainter();
  private final ExecutorService painters;

  DrawnDetection(
      InferenceApplication application,
      HttpDetection detection,
      InferenceConfiguration configuration) {
    this.application = application;
    this.detection = detection;
    // Images stay in memory until they are drawn: there are no more than of those in detection.
    this.concurrency =
        new ConcurrencyLimit(
            configuration.inference().http().maxInFlight(),
            "images are being drawn on already (boxstream.inference.http.max-in-flight)",
            application.requests()::backlog);
    AtomicInteger number = new AtomicInteger();
    this.painters =
        Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(),
            task -> new Thread(task, "painter-" + number.incrementAndGet()));
  }

  /**
   * Detects in an image and draws what was found.
   *
   * @param wanted with {@link AnswerFormat#JPEG} or {@link AnswerFormat#PNG}
   */
  CompletionStage<byte[]> detect(byte[] image, UploadedImages.Wanted wanted) {
    ConcurrencyLimit.Permit permit = concurrency.acquire();
    try {
      return detection
          .detect(wanted.model(), image, wanted.timeLeft())
          .thenApplyAsync(
              found -> draw(image, found, wanted.threshold(), wanted.format()), painters)
          .whenComplete((drawn, failure) -> permit.close());
    } catch (RuntimeException e) {
      permit.close();
      throw e;
    }
  }

  private byte[] draw(byte[] image, Answer found, OptionalDouble threshold, AnswerFormat format) {
    List<DetectedBox> boxes = detection.boxes(found, threshold);
    try (ImageCanvas canvas =
        painter.paint(application.reader().read(image), boxes, found.identity().classes())) {
      return format == AnswerFormat.PNG ? canvas.png() : canvas.jpeg(QUALITY);
    }
  }

  @PreDestroy
  void stop() {
    painters.shutdown();
  }
}
