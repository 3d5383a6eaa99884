package io.boxstream.trainer;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.checkpoint.Checkpoints;
import io.boxstream.artifacts.run.Runs;
import io.boxstream.artifacts.snapshot.DataSetSnapshots;
import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.dataset.DataSetView;
import io.boxstream.events.EventPublisher;
import io.boxstream.trainer.loop.TrainingBackend;
import io.boxstream.trainer.publish.CheckpointNotifications;
import io.boxstream.trainer.publish.CheckpointPublication;
import io.boxstream.trainer.publish.ProgressReporter;
import io.boxstream.trainer.publish.PublishedRunEvents;
import io.boxstream.trainer.publish.RetryPolicy;
import io.boxstream.trainer.publish.Toolchain;
import io.boxstream.trainer.reproduction.Reproductions;
import io.boxstream.trainer.run.AutomaticStart;
import io.boxstream.trainer.run.BaseNetwork;
import io.boxstream.trainer.run.RecipeRegistry;
import io.boxstream.trainer.run.RunIdGenerator;
import io.boxstream.trainer.run.RunPlanner;
import io.boxstream.trainer.run.RunRegistry;
import io.boxstream.trainer.run.RunRequestStore;
import io.boxstream.trainer.run.RunRequests;
import io.boxstream.trainer.run.StartPolicy;
import io.boxstream.trainer.run.StopSignal;
import io.boxstream.trainer.run.TrainedDataSet;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The components of a trainer.
 *
 * @param trainer conducts the runs; not started yet
 * @param registry what is known about them
 * @param requests asks for them
 * @param reproductions repetitions of checkpoints
 * @param reporter tells the log about them
 */
public record TrainerAssembly(
    Trainer trainer,
    RunRegistry registry,
    RunRequests requests,
    Reproductions reproductions,
    ProgressReporter reporter)
    implements AutoCloseable {

  /**
   * What a trainer works with. It closes none of it.
   *
   * @param store where snapshots, runs and checkpoints go
   * @param publisher where progress and notifications go
   * @param log what is on the log of the trainer's own topics
   * @param view the data set
   * @param catchUp reads the data set's log to its end
   * @param backend the engine and the pipeline
   * @param refused ids of images that are not read, and left out of new runs
   */
  public record KafkaAndStore(
      ObjectStore store,
      EventPublisher publisher,
      PublishedRunEvents log,
      DataSetView view,
      CatchUp catchUp,
      TrainingBackend backend,
      Supplier<Set<String>> refused) {

    TrainableDataSet dataSet() {
      return new TrainableDataSet(view::snapshot, refused);
    }
  }

  /**
   * How a trainer behaves.
   *
   * @param model name of the model that runs train
   * @param recipes what runs follow
   * @param base what runs without a parent start from; empty for a start from scratch
   * @param policy when they start by themselves
   * @param toolchain what checkpoints are made with
   * @param work the folder on the local disk
   * @param retryPolicy with a store or a broker that is away
   * @param reportEverySteps steps between two reports
   * @param reportInterval longest time between two reports
   */
  public record Settings(
      String model,
      RecipeRegistry recipes,
      Optional<BaseNetwork> base,
      StartPolicy policy,
      Toolchain toolchain,
      WorkDirectory work,
      RetryPolicy retryPolicy,
      int reportEverySteps,
      Duration reportInterval) {

    public Settings {
      requireNonNull(model, "model");
      requireNonNull(recipes, "recipes");
      requireNonNull(base, "base");
      requireNonNull(policy, "policy");
      requireNonNull(toolchain, "toolchain");
      requireNonNull(work, "work");
      requireNonNull(retryPolicy, "retryPolicy");
      requireNonNull(reportInterval, "reportInterval");
    }
  }

  /**
   * Puts a trainer together.
   *
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public static TrainerAssembly of(
      KafkaAndStore around,
      Settings settings,
      TrainingMeters meters,
      Clock clock,
      LongSupplier nanoTime) {
    settings.work().removeLeftovers();
    StopSignal shutdown = new StopSignal();
    RunRegistry registry = new RunRegistry();
    RunRequests requests =
        new RunRequests(
            registry,
            new RunRequestStore(settings.work().requests()),
            new RunIdGenerator(clock, new SecureRandom()),
            clock,
            settings.recipes()::check);
    RetryPolicy retryPolicy = settings.retryPolicy();
    CheckpointNotifications notifications =
        new CheckpointNotifications(around.store(), around.publisher(), around.log(), retryPolicy);
    ProgressReporter reporter =
        new ProgressReporter(
            around.publisher(),
            retryPolicy,
            settings.reportEverySteps(),
            settings.reportInterval(),
            nanoTime);
    RunJournal.Destinations destinations =
        new RunJournal.Destinations(
            registry,
            reporter,
            new CheckpointPublication(
                around.store(), notifications, settings.toolchain(), retryPolicy, clock),
            meters,
            new ValidationScores(around.store()),
            clock);
    RunStart start = new RunStart(around.store(), around.view(), around.backend(), retryPolicy);
    Checkpoints checkpoints = new Checkpoints(around.store());
    Reproductions reproductions =
        new Reproductions(checkpoint -> checkpoints.find(checkpoint).isPresent(), clock);
    Trainer trainer =
        new Trainer(
            new RunRecovery(
                around.store(),
                registry,
                settings.model(),
                around.log(),
                notifications,
                reporter,
                retryPolicy,
                clock),
            controller(around, settings, destinations, requests, start, nanoTime, shutdown),
            requests,
            automatic(around, settings, registry, clock),
            new CheckpointReproducer(reproductions, around, start, settings),
            reproductions,
            shutdown);
    return new TrainerAssembly(trainer, registry, requests, reproductions, reporter);
  }

  private static RunController controller(
      KafkaAndStore around,
      Settings settings,
      RunJournal.Destinations destinations,
      RunRequests requests,
      RunStart start,
      LongSupplier nanoTime,
      StopSignal shutdown) {
    RetryPolicy retryPolicy = settings.retryPolicy();
    return new RunController(
        new RunLauncher(
            around.catchUp(),
            around.dataSet(),
            new RunPlanner(settings.model(), settings.recipes(), settings.base()),
            settings.work(),
            around.store(),
            retryPolicy,
            destinations.clock()),
        new RunExecutor(
            around.store(), start, around.view(), around.backend(), retryPolicy, nanoTime),
        new RunOutcomeRecorder(
            new Runs(around.store()), requests, destinations, retryPolicy, shutdown),
        settings.work(),
        retryPolicy,
        shutdown,
        around.backend().restarts());
  }

  private static AutomaticStart automatic(
      KafkaAndStore around, Settings settings, RunRegistry registry, Clock clock) {
    DataSetSnapshots snapshots = new DataSetSnapshots(around.store());
    return new AutomaticStart(
        settings.policy(),
        around.view()::revision,
        around.dataSet()::snapshot,
        new TrainedDataSet(registry, snapshots),
        clock);
  }

  @Override
  public void close() {
    trainer.close();
    reporter.close();
  }
}
