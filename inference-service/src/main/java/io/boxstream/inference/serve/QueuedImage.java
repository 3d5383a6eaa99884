package io.boxstream.inference.serve;

import io.boxstream.detection.Detection;
import io.boxstream.images.RgbImage;
import io.boxstream.inference.model.ModelHolder;
import io.boxstream.inference.model.ModelIdentity;
import java.util.List;

/**
 * A decoded image in the queue.
 *
 * @param decode how long decoding took, in nanoseconds
 * @param ticket completed by the engine, in one way or the other
 */
record QueuedImage(RgbImage image, long decode, Ticket ticket) {

  /** Who answers. */
  ModelHolder model() {
    return ticket.model();
  }

  /** Bytes of pixels that the image keeps in memory. */
  long bytes() {
    return 3L * image.width() * image.height();
  }

  void complete(List<Detection> detections, ModelIdentity identity, long batchStarted, long now) {
    long queue = Math.max(0, batchStarted - ticket.submitted() - decode);
    Timings timings = new Timings(decode, queue, now - batchStarted, now - ticket.submitted());
    ticket
        .answer()
        .complete(new Answer(image.width(), image.height(), detections, identity, timings));
  }

  void fail(Throwable cause) {
    ticket.fail(cause);
  }
}
