package io.boxstream.benchmarks.capacity;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Goes through a scenario hour by hour: requests wait for inference, labelled images for ingest,
 * bytes gather on the log and in the store, and once a day a run is trained and its checkpoints are
 * evaluated. Nothing is random but the traffic.
 */
public final class Simulation {

  /** Longest time that requests may wait at the end of an hour, in parts of an hour. */
  private static final double LONGEST_WAIT = 1.0 / 12;

  private static final double FULL = 0.9;
  private static final double BYTES_OF_HEAP_FOR_THE_REST = 200e6;
  private static final double PROCESSORS_OF_INFERENCE = 2;
  private static final double TRAIN = 0.70;
  private static final double VALIDATION = 0.15;
  private static final int DAY = Traffic.HOURS;
  private static final int RUN_HOUR = 1;
  private static final int LEAST_IMAGES = 100;
  private static final int FOR_EVER = Integer.MAX_VALUE;
  private static final int QUARANTINE_DAYS = 45;

  /** What retention keeps by default is as if all of these days were kept. */
  private static final int CHECKPOINT_DAYS = 16;

  private static final int SNAPSHOT_DAYS = 25;

  private final Constants constants;
  private final Plan plan;
  private final Scenario scenario;
  private final Backlog requests;
  private final Backlog labelled = new Backlog(FOR_EVER);
  private final KeptBytes requestLog;
  private final KeptBytes answerLog;
  private final KeptBytes imageLog = new KeptBytes(0);
  private final KeptBytes quarantine = new KeptBytes(QUARANTINE_DAYS * DAY);
  private final KeptBytes checkpoints = new KeptBytes(CHECKPOINT_DAYS * DAY);
  private final KeptBytes snapshots = new KeptBytes(SNAPSHOT_DAYS * DAY);
  private final Map<Resource, Integer> tooLittle = new EnumMap<>(Resource.class);
  private final List<Double> lags = new ArrayList<>();
  private double images;
  private double rejected;
  private double trainingLeft;
  private double evaluationLeft;
  private int runBegan;
  private double snapshotted;
  private int runs;

  private Simulation(Constants constants, Plan plan, Scenario scenario) {
    this.constants = requireNonNull(constants, "constants");
    this.plan = requireNonNull(plan, "plan");
    this.scenario = requireNonNull(scenario, "scenario");
    this.requests = new Backlog(constants.log().requestSteps());
    this.requestLog = new KeptBytes(constants.log().requestSteps());
    this.answerLog = new KeptBytes(constants.log().answerSteps());
  }

  /** Goes through a scenario. */
  public static Outcome run(Constants constants, Plan plan, Scenario scenario) {
    Simulation simulation = new Simulation(constants, plan, scenario);
    for (int hour = 0; hour < scenario.steps(); hour++) {
      simulation.step(hour);
    }
    return simulation.outcome();
  }

  private void step(int hour) {
    double arrivals = scenario.traffic().inHour(hour);
    serve(hour, arrivals);
    take(hour, arrivals * scenario.labelled());
    learn(hour);
    note(hour, Resource.VIEW_DISK, images * constants.sizes().view(), FULL);
    note(hour, Resource.INDEX_DISK, images * constants.sizes().index(), FULL);
    note(hour, Resource.TRAINER_MEMORY, heap(images), 1);
    note(hour, Resource.EVALUATOR_MEMORY, heap(images * VALIDATION), 1);
    double onLog = requestLog.held() + answerLog.held() + imageLog.held();
    note(hour, Resource.BROKER_DISK, onLog * replicasPerBroker(), FULL);
  }

  private void serve(int hour, double arrivals) {
    double capacity = seconds() * servingProcessors() / constants.serving().service();
    double answered = requests.step(arrivals, capacity);
    requestLog.step(arrivals * constants.sizes().image());
    answerLog.step(answered * constants.sizes().answer());
    lags.add(requests.waiting());
    if (requests.waiting() > capacity * LONGEST_WAIT) {
      tooLittle.putIfAbsent(Resource.INFERENCE, hour);
    }
    double bytes =
        arrivals * (1 + scenario.labelled()) * constants.sizes().image()
            + answered * constants.sizes().answer();
    double busy =
        arrivals * constants.serving().broker()
            + arrivals * scenario.labelled() * constants.intake().broker();
    double brokers =
        Math.max(bytes / constants.log().bytesPerSecond(), busy)
            * constants.log().replicas()
            / seconds();
    note(hour, Resource.BROKERS, brokers, 1);
  }

  private void take(int hour, double arrivals) {
    Constants.Intake intake = constants.intake();
    double instances = plan.of(Resource.INGEST);
    double secondsAnImage = intake.service() / instances + intake.following() * (1 - 1 / instances);
    double capacity = seconds() / secondsAnImage;
    double taken = labelled.step(arrivals, capacity);
    images += taken * (1 - intake.rejected());
    rejected += taken * intake.rejected();
    imageLog.step(
        taken * (1 - intake.rejected()) * (constants.sizes().image() + constants.sizes().labels()));
    quarantine.step(taken * intake.rejected() * constants.sizes().image());
    if (labelled.waiting() > capacity) {
      tooLittle.putIfAbsent(Resource.INGEST, hour);
    }
  }

  private void learn(int hour) {
    double snapshot = 0;
    double written = 0;
    if (hour % DAY == RUN_HOUR && trainingLeft == 0 && images * TRAIN >= LEAST_IMAGES) {
      runBegan = hour;
      snapshotted = images;
      snapshot = images * constants.sizes().snapshot();
      trainingLeft = runSeconds();
    }
    if (trainingLeft > 0) {
      trainingLeft = Math.max(0, trainingLeft - seconds() * plan.of(Resource.TRAINER));
      if (hour - runBegan >= DAY) {
        tooLittle.putIfAbsent(Resource.TRAINER, hour);
      }
      if (trainingLeft == 0) {
        runs++;
        int count = constants.learning().checkpoints();
        written = count * constants.learning().checkpointBytes();
        evaluationLeft += count * snapshotted * VALIDATION * constants.learning().evaluation();
      }
    }
    double evaluated = seconds() * plan.of(Resource.EVALUATOR);
    evaluationLeft = Math.max(0, evaluationLeft - evaluated);
    if (evaluationLeft > evaluated * DAY) {
      tooLittle.putIfAbsent(Resource.EVALUATOR, hour);
    }
    snapshots.step(snapshot);
    checkpoints.step(written);
  }

  /** Heap of a process that has a snapshot of so many images. */
  private double heap(double count) {
    return count * constants.sizes().heap() + BYTES_OF_HEAP_FOR_THE_REST;
  }

  private double runSeconds() {
    Constants.Learning learning = constants.learning();
    double least = (double) learning.leastSteps() * learning.batch();
    return Math.max(least, scenario.epochs() * images * TRAIN) * learning.training();
  }

  /** Notes that there is too little of a resource when this part of it is exceeded. */
  private void note(int hour, Resource resource, double need, double part) {
    if (need > plan.of(resource) * part) {
      tooLittle.putIfAbsent(resource, hour);
    }
  }

  private double seconds() {
    return scenario.stepSeconds();
  }

  private double replicasPerBroker() {
    return constants.log().replicas() / plan.of(Resource.BROKERS);
  }

  private double servingProcessors() {
    return PROCESSORS_OF_INFERENCE
        * effective(plan.of(Resource.INFERENCE), plan.of(Resource.PARTITIONS));
  }

  /**
   * How many instances of a group are worth, when all partitions get the same: the instance with
   * the most partitions decides. Four share six partitions as 2, 2, 1, 1 and are worth three.
   */
  static double effective(double instances, double partitions) {
    return partitions / Math.ceil(partitions / instances);
  }

  private Outcome outcome() {
    return new Outcome(
        Map.copyOf(tooLittle),
        new Outcome.Images(
            requests.arrived(),
            requests.done(),
            requests.waiting(),
            requests.lost(),
            labelled.arrived(),
            images,
            rejected,
            labelled.waiting()),
        Map.of(
            Outcome.Place.REQUESTS, bytes(requestLog),
            Outcome.Place.ANSWERS, bytes(answerLog),
            Outcome.Place.DATA_SET, bytes(imageLog),
            Outcome.Place.QUARANTINE, bytes(quarantine),
            Outcome.Place.CHECKPOINTS, bytes(checkpoints),
            Outcome.Place.SNAPSHOTS, bytes(snapshots)),
        runs,
        List.copyOf(lags));
  }

  private static Outcome.Bytes bytes(KeptBytes kept) {
    return new Outcome.Bytes(kept.written(), kept.removed(), kept.held());
  }
}
