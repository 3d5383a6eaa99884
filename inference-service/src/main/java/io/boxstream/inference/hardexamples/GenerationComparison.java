package io.boxstream.inference.hardexamples;

import static java.util.Objects.requireNonNull;

import io.boxstream.images.RgbImage;
import io.boxstream.inference.model.LoadedModel;
import io.boxstream.inference.model.ModelHolder;
import io.boxstream.inference.model.ModelLease;
import io.boxstream.inference.serve.Answer;
import io.boxstream.inference.serve.ImageReader;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Keeps the latest requests, and after a swap has the new model look at those that an earlier
 * generation answered. A request is looked at once. Used by one thread, which may be any: the
 * detector calls the engine on threads of its own.
 */
final class GenerationComparison {
  private final RequestBuffer recent;
  private final Function<String, Optional<ModelHolder>> models;
  private final ImageReader reader;
  private final BooleanSupplier idle;

  /**
   * @param recentBytes memory of the latest requests
   * @param models the model that serves under a name
   * @param reader decodes images
   * @param idle whether no request waits for the engine
   */
  GenerationComparison(
      long recentBytes,
      Function<String, Optional<ModelHolder>> models,
      ImageReader reader,
      BooleanSupplier idle) {
    this.recent = new RequestBuffer(recentBytes);
    this.models = requireNonNull(models, "models");
    this.reader = requireNonNull(reader, "reader");
    this.idle = requireNonNull(idle, "idle");
  }

  /**
   * What two generations say about a request.
   *
   * @param earlier the request with its answer
   * @param now the answer of the model that serves now
   */
  record Pair(AnsweredRequest earlier, Answer now) {}

  /** Keeps a request for the next swap. */
  void remember(AnsweredRequest request) {
    recent.push(request);
  }

  /** Memory of the requests, in bytes. */
  long bytes() {
    return recent.bytes();
  }

  /**
   * Looks at the oldest request that an earlier generation answered.
   *
   * @return empty if there is none, or if requests wait for the engine
   * @throws RuntimeException if the image cannot be detected in; it is not looked at again
   */
  Optional<Pair> next() {
    if (!idle.getAsBoolean()) {
      return Optional.empty();
    }
    Optional<AnsweredRequest> earlier = recent.remove(this::isEarlier);
    Optional<ModelLease> lease = earlier.flatMap(this::holder).flatMap(ModelHolder::lease);
    if (lease.isEmpty()) {
      return Optional.empty();
    }
    try (ModelLease held = lease.get()) {
      return Optional.of(new Pair(earlier.get(), detect(earlier.get(), held.model())));
    }
  }

  /** Whether there is a request of an earlier generation of a model in memory. */
  boolean isDue() {
    return recent.contains(this::isEarlier);
  }

  private boolean isEarlier(AnsweredRequest request) {
    return holder(request)
        .flatMap(ModelHolder::identity)
        .filter(serving -> request.answer().identity().generation() < serving.generation())
        .isPresent();
  }

  private Optional<ModelHolder> holder(AnsweredRequest request) {
    return models.apply(request.answer().identity().model());
  }

  private Answer detect(AnsweredRequest earlier, LoadedModel model) {
    RgbImage image = reader.read(earlier.image());
    return new Answer(
        image.width(),
        image.height(),
        model.detector().detect(List.of(image)).get(0),
        model.identity(),
        earlier.answer().timings());
  }
}
