package io.boxstream.benchmarks;

import io.boxstream.events.TrainingProgress;
import java.util.Optional;

/** A run whose progress is published. */
interface TrainingFeed {

  /** Its id. */
  String run();

  /** A step of the run is done. */
  TrainingProgress next();

  /** The epoch that ended with the last step, if one did and has a checkpoint. */
  Optional<Integer> endedEpoch();
}
