package io.boxstream.evaluator.retention;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.retention.Category;
import io.boxstream.artifacts.retention.RetentionListener;
import io.boxstream.artifacts.store.ObjectStat;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.Topics;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Removes an evaluation from the compacted topic {@code evaluations} before its decision is removed
 * from the store: a tombstone whose decision is still there is repaired by the next sweep, a record
 * whose decision is gone would stay for ever.
 */
public final class RemovedEvaluations implements RetentionListener {
  private static final Pattern DECISION = Pattern.compile("decisions/(.+)\\.json");

  private final EventPublisher publisher;
  private final RetentionListener next;

  /**
   * @param next called afterwards
   */
  public RemovedEvaluations(EventPublisher publisher, RetentionListener next) {
    this.publisher = requireNonNull(publisher, "publisher");
    this.next = requireNonNull(next, "next");
  }

  @Override
  public void removing(Category category, ObjectStat object) {
    Matcher decision = DECISION.matcher(object.key());
    if (category == Category.EVALUATIONS && decision.matches()) {
      publisher.publishTombstone(Topics.EVALUATIONS, decision.group(1)).join();
    }
    next.removing(category, object);
  }

  @Override
  public void removed(Category category, ObjectStat object) {
    next.removed(category, object);
  }
}
