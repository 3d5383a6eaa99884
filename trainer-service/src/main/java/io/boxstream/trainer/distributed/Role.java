package io.boxstream.trainer.distributed;

import io.boxstream.trainer.run.FailureCode;
import java.util.Locale;

/** What a participant does. */
public enum Role {
  /** Brings servers and workers together; a child of the coordinator. */
  SCHEDULER(FailureCode.SCHEDULER_LOST),
  /** Adds gradients. */
  SERVER(FailureCode.SERVER_LOST),
  /** Computes gradients and updates its copy of the network. */
  WORKER(FailureCode.WORKER_LOST);

  private final FailureCode loss;

  Role(FailureCode loss) {
    this.loss = loss;
  }

  /** Its name as MXNet has it, and for people. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How an attempt ends that loses such a participant. */
  FailureCode loss() {
    return loss;
  }
}
