package io.boxstream.trainer.loop;

import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.pipeline.LabelledImages;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Creates learners and batches: the port to the engine and the image pipeline. */
public interface TrainingBackend {

  /** A new network. */
  Learner start(TrainingPlan plan);

  /**
   * A new network that starts from what it can use of another: class rows by class name, everything
   * else by name and shape.
   *
   * @param parent the other network
   * @param parameters its parameters
   */
  Learner startFrom(DetectorArchitecture parent, Path parameters, TrainingPlan plan);

  /**
   * A new network that starts from what it can use of a file from outside.
   *
   * @param parameters a detector or a base network under GluonCV's names
   * @param classes the classes that it distinguishes, in order; may be empty
   */
  Learner startFromFile(Path parameters, List<String> classes, TrainingPlan plan);

  /** A network that goes on exactly where it was saved. */
  Learner resume(Path parameters, Path optimizerState, TrainingPlan plan);

  /** The plan's batches from a step on. */
  BatchSource batches(LabelledImages images, TrainingPlan plan, long firstStep);

  /**
   * How often a run begins again at the same checkpoint after it has lost what it trains in, see
   * {@link io.boxstream.trainer.run.FailureCode#isLoss}.
   */
  default int restarts() {
    return 0;
  }

  /** SHA-256 of images that killed processes other than this one, and are not read again. */
  default Set<String> refusedImages() {
    return Set.of();
  }
}
