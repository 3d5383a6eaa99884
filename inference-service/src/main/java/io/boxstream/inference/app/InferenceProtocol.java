package io.boxstream.inference.app;

import io.boxstream.events.DetectedBox;
import io.boxstream.images.UnreadableImageException;
import io.boxstream.inference.model.ModelIdentity;
import io.boxstream.inference.model.ModelStatus;
import io.boxstream.inference.model.ServedModels;
import io.boxstream.inference.protocol.InferenceRequest;
import io.boxstream.inference.protocol.InferenceResponse;
import io.boxstream.inference.protocol.InputLimits;
import io.boxstream.inference.protocol.ProtocolException;
import io.boxstream.inference.protocol.RequestReader;
import io.boxstream.inference.protocol.ResponseWriter;
import io.boxstream.inference.serve.Answer;
import io.boxstream.inference.serve.ConcurrencyLimit;
import io.boxstream.inference.serve.NoModelException;
import io.boxstream.inference.serve.OverloadedException;
import io.boxstream.rest.problem.Problem;
import io.boxstream.rest.problem.ProblemException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Answers inference requests of the Open Inference Protocol with the pipeline of all requests. */
@Singleton
public class InferenceProtocol {
  private static final int REPETITIONS = 2;

  private final ServedModels models;
  private final HttpDetection detection;
  private final RequestMemory memory;
  private final RequestReader reader;
  private final ResponseWriter writer = new ResponseWriter();

  InferenceProtocol(
      InferenceApplication application,
      HttpDetection detection,
      RequestMemory memory,
      InferenceConfiguration configuration) {
    this.models = application.requests().models();
    this.detection = detection;
    this.memory = memory;
    InferenceConfiguration.Http http = configuration.inference().http();
    this.reader =
        new RequestReader(
            new InputLimits(
                Math.min(http.maxImages(), http.maxInFlight()),
                InferenceApplication.limits(configuration.inference().images())));
  }

  /** The models of the service. */
  ServedModels models() {
    return models;
  }

  /**
   * What is known of the model of a request.
   *
   * @param version that the address names; empty for the one that serves
   * @throws ProtocolException if there is no such model, or the version does not serve
   * @throws NoModelException if it is the primary one, and nothing serves yet
   */
  ModelStatus served(String name, Optional<String> version) {
    ModelStatus status =
        models
            .find(name)
            .orElseThrow(() -> ProtocolException.notFound(models.unknown(name).getMessage()));
    if (status.primary() && status.identity().isEmpty()) {
      throw new NoModelException(name);
    }
    version.ifPresent(
        wanted -> status.identity().ifPresent(identity -> requireVersion(wanted, identity)));
    return status;
  }

  private static void requireVersion(String wanted, ModelIdentity identity) {
    if (!wanted.equals(String.valueOf(identity.generation()))) {
      throw ProtocolException.notFound(
          "version %s of the model %s does not serve; version %d does"
              .formatted(wanted, identity.model(), identity.generation()));
    }
  }

  /**
   * Answers a request.
   *
   * @param body which is complete; read before this returns
   * @param headerLength bytes of JSON, as the request states them
   * @param deadline when nobody waits any more as text, or null if only the timeout tells
   */
  CompletionStage<InferenceResponse> infer(
      String name,
      Optional<String> version,
      InputStream body,
      Optional<String> headerLength,
      String deadline)
      throws IOException {
    served(name, version);
    Duration timeLeft = detection.timeLeft(deadline);
    // All of the body has been received, so that this is its length.
    ConcurrencyLimit.Permit permit = memory.take(body.available());
    try {
      InferenceRequest request = reader.read(body.readAllBytes(), headerLength);
      return detect(name, request, timeLeft, REPETITIONS)
          .thenApply(answers -> response(request, version, answers))
          .whenComplete((response, failure) -> permit.close());
    } catch (RuntimeException | IOException e) {
      permit.close();
      throw e;
    }
  }

  private InferenceResponse response(
      InferenceRequest request, Optional<String> version, List<Answer> answers) {
    ModelIdentity identity = answers.get(0).identity();
    version.ifPresent(wanted -> requireVersion(wanted, identity));
    List<List<DetectedBox>> found =
        answers.stream()
            .map(answer -> detection.boxes(answer, request.threshold()))
            .map(
                boxes ->
                    boxes.subList(0, Math.min(boxes.size(), request.topK().orElse(boxes.size()))))
            .toList();
    return writer.write(request, identity.model(), identity.generation(), found);
  }

  /** An answer has one version: when the model is replaced within a request, all is done again. */
  private CompletableFuture<List<Answer>> detect(
      String model, InferenceRequest request, Duration timeLeft, int repetitions) {
    List<CompletableFuture<Answer>> answers =
        detection.detectAll(model, request.images(), timeLeft);
    return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
        .handle((all, failure) -> collect(answers))
        .thenCompose(
            all -> {
              if (all.stream().map(answer -> answer.identity().generation()).distinct().count()
                  == 1) {
                return CompletableFuture.completedFuture(all);
              }
              if (repetitions == 0) {
                throw new OverloadedException(
                    "the model was replaced during the request", Duration.ofSeconds(1));
              }
              return detect(model, request, timeLeft, repetitions - 1);
            });
  }

  private static List<Answer> collect(List<CompletableFuture<Answer>> answers) {
    for (int i = 0; i < answers.size(); i++) {
      try {
        answers.get(i).join();
      } catch (CompletionException e) {
        throw failure(i, answers.size(), e);
      }
    }
    return answers.stream().map(CompletableFuture::join).toList();
  }

  private static RuntimeException failure(int index, int images, CompletionException e) {
    if (images == 1 || !(e.getCause() instanceof UnreadableImageException)) {
      return e;
    }
    Problem problem = DetectionProblems.of(e.getCause());
    return ProblemException.of(
        problem.status(),
        problem.code(),
        "image %d of %d: %s".formatted(index + 1, images, problem.detail()));
  }
}
