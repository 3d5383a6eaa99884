package io.boxstream.benchmarks.capacity;

import static java.util.Objects.requireNonNull;

/**
 * What work and data cost. Times are seconds of one processor. docs/capacity.md says where each
 * figure of {@link #measured} comes from.
 *
 * @param serving detection
 * @param intake labelled images
 * @param learning training and evaluation
 * @param sizes bytes of one image's data
 * @param log the brokers
 */
public record Constants(Serving serving, Intake intake, Learning learning, Sizes sizes, Log log) {

  private static final double KILO = 1e3;
  private static final double MEGA = 1e6;

  public Constants {
    requireNonNull(serving, "serving");
    requireNonNull(intake, "intake");
    requireNonNull(learning, "learning");
    requireNonNull(sizes, "sizes");
    requireNonNull(log, "log");
  }

  /**
   * Detection.
   *
   * @param service seconds of inference-service for an image from topic to topic
   * @param broker seconds of a broker for each replica
   */
  public record Serving(double service, double broker) {
    public Serving {
      Checks.positive(service, "service");
      Checks.positive(broker, "broker");
    }
  }

  /**
   * Labelled images.
   *
   * @param service seconds of ingest-service for an image that it takes
   * @param broker seconds of a broker for each replica
   * @param following seconds of each instance of ingest-service for an image that another one took
   * @param rejected part of the images that go to quarantine
   */
  public record Intake(double service, double broker, double following, double rejected) {
    public Intake {
      Checks.positive(service, "service");
      Checks.positive(broker, "broker");
      Checks.notNegative(following, "following");
      Checks.part(rejected, "rejected");
    }
  }

  /**
   * Training and evaluation.
   *
   * @param training seconds for an image that a step trains on
   * @param evaluation seconds for an image that a checkpoint is evaluated on
   * @param batch images of a step
   * @param leastSteps of a run
   * @param checkpoints of a run
   * @param checkpointBytes of one of them, with the state of its optimizer
   */
  public record Learning(
      double training,
      double evaluation,
      int batch,
      int leastSteps,
      int checkpoints,
      double checkpointBytes) {
    public Learning {
      Checks.positive(training, "training");
      Checks.positive(evaluation, "evaluation");
      Checks.positive(batch, "batch");
      Checks.positive(leastSteps, "leastSteps");
      Checks.positive(checkpoints, "checkpoints");
      Checks.positive(checkpointBytes, "checkpointBytes");
    }
  }

  /**
   * Bytes of one image's data.
   *
   * @param image its file
   * @param labels and what else a record on the log has
   * @param answer a record of detections
   * @param index in the file of ingest-service
   * @param viewIndex in the index of the view of trainer or evaluator, beside the file
   * @param snapshot in the file of a snapshot
   * @param heap in the memory of the trainer during a run, and of the evaluator if the image is for
   *     validation
   */
  public record Sizes(
      double image,
      double labels,
      double answer,
      double index,
      double viewIndex,
      double snapshot,
      double heap) {
    public Sizes {
      Checks.positive(image, "image");
      Checks.positive(labels, "labels");
      Checks.positive(answer, "answer");
      Checks.positive(index, "index");
      Checks.positive(viewIndex, "viewIndex");
      Checks.positive(snapshot, "snapshot");
      Checks.positive(heap, "heap");
    }

    /** On the disk of trainer or evaluator. */
    double view() {
      return image + viewIndex;
    }
  }

  /**
   * The brokers.
   *
   * @param replicas of each record
   * @param bytesPerSecond that a broker writes
   * @param requestSteps how long requests are kept, in steps of the simulation
   * @param answerSteps how long answers are kept
   */
  public record Log(int replicas, double bytesPerSecond, int requestSteps, int answerSteps) {
    public Log {
      Checks.positive(replicas, "replicas");
      Checks.positive(bytesPerSecond, "bytesPerSecond");
      Checks.positive(requestSteps, "requestSteps");
      Checks.positive(answerSteps, "answerSteps");
    }
  }

  /** As measured, with {@code boxstream_300_compact} and JPEGs of 100 kB. */
  public static Constants measured() {
    return new Constants(
        new Serving(0.0111, 0.00095),
        new Intake(0.00153, 0.00025, 0.0001, 0.01),
        new Learning(0.034, 0.0103, 16, 600, 4, 15.2 * MEGA),
        new Sizes(100 * KILO, 400, 1100, 1600, 400, 389, 380),
        new Log(3, 100 * MEGA, 3 * Traffic.HOURS, 7 * Traffic.HOURS));
  }

  /** The same with other costs of detection. */
  public Constants with(Serving other) {
    return new Constants(other, intake, learning, sizes, log);
  }

  /** The same with other sizes. */
  public Constants with(Sizes other) {
    return new Constants(serving, intake, learning, other, log);
  }
}
