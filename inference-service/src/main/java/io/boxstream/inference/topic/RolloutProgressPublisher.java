package io.boxstream.inference.topic;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.EventPublisher;
import io.boxstream.events.RolloutProgress;
import io.boxstream.inference.rollout.ProgressSink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes progress without waiting: what gets lost is part of the next one. */
public final class RolloutProgressPublisher implements ProgressSink {
  private static final Logger LOG = LoggerFactory.getLogger(RolloutProgressPublisher.class);

  private final EventPublisher publisher;

  public RolloutProgressPublisher(EventPublisher publisher) {
    this.publisher = requireNonNull(publisher, "publisher");
  }

  @Override
  public void publish(RolloutProgress progress) {
    publisher
        .publish(progress.key(), progress)
        .whenComplete(
            (sent, failure) -> {
              if (failure != null) {
                LOG.warn("Progress of a rollout was not published: {}", failure.toString());
              }
            });
  }
}
