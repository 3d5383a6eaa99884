package io.boxstream.ingest.intake;

import io.boxstream.events.RejectionReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/** Counts what became of labelled pictures. */
public final class IntakeMetrics {

  static final String ACCEPTED = "boxstream.ingest.accepted";
  static final String RELABELLED = "boxstream.ingest.relabelled";
  static final String DUPLICATES = "boxstream.ingest.duplicates";
  static final String REJECTED = "boxstream.ingest.rejected";
  static final String REASON = "reason";

  private final Counter accepted;
  private final Counter relabelled;
  private final Counter duplicates;
  private final Map<RejectionReason, Counter> rejected = new EnumMap<>(RejectionReason.class);

  /**
   * @param registry where the meters are
   */
  public IntakeMetrics(MeterRegistry registry) {
    this.accepted = registry.counter(ACCEPTED);
    this.relabelled = registry.counter(RELABELLED);
    this.duplicates = registry.counter(DUPLICATES);
    for (RejectionReason reason : RejectionReason.values()) {
      rejected.put(reason, registry.counter(REJECTED, REASON, reason.code()));
    }
  }

  void count(Outcome outcome) {
    if (outcome instanceof Outcome.Accepted known) {
      (known.relabelled() ? relabelled : accepted).increment();
    } else if (outcome instanceof Outcome.Rejected refused) {
      rejected.get(refused.reason()).increment();
    } else {
      duplicates.increment();
    }
  }
}
