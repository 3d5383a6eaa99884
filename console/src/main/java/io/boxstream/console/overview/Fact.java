package io.boxstream.console.overview;

import io.boxstream.console.Service;
import java.time.Duration;

/** What the services are asked for the overview. */
enum Fact {
  STATISTICS(Service.INGEST, "/v1/statistics", 2),
  REJECTED(Service.INGEST, "/v1/rejected-images?limit=1", 2),
  SUSPECTS(Service.INGEST, "/v1/suspects/summary", 2),
  HARD_EXAMPLES(Service.INGEST, "/v1/hard-examples/summary", 5),
  RUNS(Service.TRAINER, "/v1/runs?limit=1", 2),
  EVALUATIONS(Service.EVALUATOR, "/v1/evaluations?limit=1", 2),
  MODEL(Service.INFERENCE, "/v1/model", 2);

  private final Service service;
  private final String target;
  private final Duration keep;

  Fact(Service service, String target, int keepSeconds) {
    this.service = service;
    this.target = target;
    this.keep = Duration.ofSeconds(keepSeconds);
  }

  Service service() {
    return service;
  }

  String target() {
    return target;
  }

  Duration keep() {
    return keep;
  }
}
