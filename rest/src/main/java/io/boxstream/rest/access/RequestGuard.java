package io.boxstream.rest.access;

import io.boxstream.rest.problem.Problem;
import java.util.Optional;

/** Decides about requests by what their heads say. */
@FunctionalInterface
interface RequestGuard {

  /** Why a request is refused; empty if this guard has nothing against it. */
  Optional<Problem> refusal(RequestHead request);

  /** Refuses what this guard refuses, then what the other one refuses. */
  default RequestGuard and(RequestGuard other) {
    return request -> refusal(request).or(() -> other.refusal(request));
  }
}
