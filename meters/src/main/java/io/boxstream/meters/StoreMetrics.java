package io.boxstream.meters;

import io.boxstream.artifacts.store.StoreListener;
import io.boxstream.artifacts.store.StoreOperation;
import io.boxstream.artifacts.store.StoreResponse;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Meters of calls to the object store by operation and result. Each retry is counted. */
final class StoreMetrics implements StoreListener {

  static final String CALL = "boxstream.store.call";
  static final String OPERATION = "operation";
  static final String ANSWER = "answer";

  private final Map<StoreOperation, Map<StoreResponse, Timer>> calls =
      new EnumMap<>(StoreOperation.class);

  /** Creates all meters, so that each exists with the value zero from the start. */
  StoreMetrics(MeterRegistry registry) {
    for (StoreOperation operation : StoreOperation.values()) {
      Map<StoreResponse, Timer> byAnswer = new EnumMap<>(StoreResponse.class);
      for (StoreResponse answer : StoreResponse.values()) {
        byAnswer.put(
            answer,
            Timer.builder(CALL)
                .description("Calls to the object store, each attempt counted")
                .tag(OPERATION, TagValues.of(operation))
                .tag(ANSWER, TagValues.of(answer))
                .register(registry));
      }
      calls.put(operation, byAnswer);
    }
  }

  @Override
  public void called(StoreOperation operation, StoreResponse answer, Duration took) {
    calls.get(operation).get(answer).record(took);
  }
}
