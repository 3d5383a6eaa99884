package io.boxstream.ingest.webhooks.task;

import static java.util.Objects.requireNonNull;

import io.boxstream.ingest.webhooks.DeliveryResult;
import io.boxstream.ingest.webhooks.DeliveryState;
import io.boxstream.ingest.webhooks.ImageCounts;
import java.util.Optional;

/**
 * What changes of tasks did to the data set.
 *
 * @param images how many images were changed
 * @param detail the first thing that is special about it
 */
public record TaskResult(ImageCounts images, Optional<String> detail) {

  /** Nothing. */
  public static final TaskResult NONE = new TaskResult(ImageCounts.NONE, Optional.empty());

  /** Validates the components. */
  public TaskResult {
    requireNonNull(images, "images");
    requireNonNull(detail, "detail");
  }

  static TaskResult accepted() {
    return new TaskResult(new ImageCounts(1, 0, 0, 0, 0), Optional.empty());
  }

  static TaskResult relabelled() {
    return new TaskResult(new ImageCounts(0, 1, 0, 0, 0), Optional.empty());
  }

  static TaskResult unchanged(Optional<String> detail) {
    return new TaskResult(new ImageCounts(0, 0, 1, 0, 0), detail);
  }

  /** Nothing is to do. */
  public static TaskResult unchanged(String detail) {
    return unchanged(Optional.of(detail));
  }

  static TaskResult removed() {
    return new TaskResult(new ImageCounts(0, 0, 0, 1, 0), Optional.empty());
  }

  static TaskResult rejected(String reason) {
    return new TaskResult(new ImageCounts(0, 0, 0, 0, 1), Optional.of(reason));
  }

  /** Both together. */
  public TaskResult plus(TaskResult other) {
    return new TaskResult(images.plus(other.images), detail.or(other::detail));
  }

  /** The result of the delivery that brought the changes. */
  public DeliveryResult delivery() {
    DeliveryState state = images.rejected() > 0 ? DeliveryState.REJECTED : DeliveryState.DONE;
    return new DeliveryResult(state, detail, images);
  }
}
