package io.boxstream.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxstream.artifacts.blob.Blobs;
import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.artifacts.store.ObjectStores;
import io.boxstream.cli.imports.ImportReport;
import io.boxstream.events.EvaluationCompleted;
import io.boxstream.events.ModelPromoted;
import io.boxstream.local.data.DataFolder;
import io.boxstream.local.data.ImportStage;
import io.boxstream.local.data.SampleFolder;
import io.boxstream.local.heldout.HeldOutResult;
import io.boxstream.local.heldout.HeldOutStage;
import io.boxstream.local.heldout.ServedModel;
import io.boxstream.local.process.ConditionWaiter;
import io.boxstream.local.process.JavaCommands;
import io.boxstream.local.process.Supervisor;
import io.boxstream.local.progress.Progress;
import io.boxstream.local.progress.Stage;
import io.boxstream.local.sample.SampleSettings;
import io.boxstream.local.service.Dashboards;
import io.boxstream.local.service.Platform;
import io.boxstream.local.service.PortCheck;
import io.boxstream.local.service.TopicReader;
import io.boxstream.local.settings.Installation;
import io.boxstream.local.settings.LocalSettings;
import io.boxstream.local.settings.StateFolder;
import io.boxstream.local.settings.TrainingChoice;
import io.boxstream.local.settings.WebProtocol;
import io.boxstream.local.summary.Summary;
import io.boxstream.local.summary.SummaryFile;
import io.boxstream.local.summary.SummaryTable;
import io.boxstream.local.training.RunReport;
import io.boxstream.local.training.RunStateFile;
import io.boxstream.local.training.TrainingEvents;
import io.boxstream.local.training.TrainingStage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** The main job from the first process to the last image. */
final class LocalRun {

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration LONGEST_ANSWER = Duration.ofMinutes(2);
  private static final Duration LONGEST_DRAWING = Duration.ofMinutes(30);

  private final LocalSettings settings;
  private final StateFolder state;
  private final Platform platform;
  private final Supervisor supervisor;
  private final ConditionWaiter waiter;
  private final Progress progress;
  private final SampleSettings sample;

  LocalRun(
      LocalSettings settings,
      StateFolder state,
      Supervisor supervisor,
      Progress progress,
      SampleSettings sample,
      JavaCommands java) {
    this.settings = Objects.requireNonNull(settings, "settings");
    this.state = Objects.requireNonNull(state, "state");
    this.platform = new Platform(settings, state, java);
    this.supervisor = Objects.requireNonNull(supervisor, "supervisor");
    this.waiter = new ConditionWaiter(supervisor);
    this.progress = Objects.requireNonNull(progress, "progress");
    this.sample = Objects.requireNonNull(sample, "sample");
  }

  /**
   * Runs the job, and unless it is to run once, stays up until the process is stopped.
   *
   * @param buildSeconds how long the build before this took
   */
  void run(Installation installation, double buildSeconds) {
    Stopwatch total = new Stopwatch();
    Stopwatch part = new Stopwatch();
    PortCheck.requireFree(settings.ports().byName(settings.dashboards()));
    Future<DataFolder> prepared = prepareData();
    List<String> dashboards = settings.dashboards() ? startDashboards(installation) : List.of();
    platform.start(installation, supervisor, waiter, progress);
    supervisor.restartEnded();
    double start = part.lap();
    announce();
    dashboards.forEach(line -> progress.print("  " + line));
    DataFolder data = awaitData(prepared);
    part.lap();
    ImportReport imported = new ImportStage(platform.ingest(), waiter, progress).run(data);
    double importing = part.lap();
    try (TopicReader reader =
        TopicReader.fromBeginning(platform.kafka(), TrainingEvents.topics())) {
      TrainingEvents trainingEvents = new TrainingEvents(reader, progress);
      TrainingStage training =
          new TrainingStage(
              platform.trainer(), platform.inference(), trainingEvents, waiter, progress);
      RunReport run = train(training, data);
      double trained = part.lap();
      ModelPromoted promoted = training.awaitServing(run);
      HeldOutResult heldOut = detect(servedModel());
      Summary.Seconds seconds =
          new Summary.Seconds(buildSeconds, start, importing, trained, buildSeconds + total.lap());
      finish(summary(imported, run, promoted, trainingEvents, heldOut, seconds));
      if (!settings.once()) {
        progress.print("Training goes on with what arrives. Ctrl-C stops everything.");
        progress.print("See and steer it in a browser: " + platform.console().address());
        stayUp(trainingEvents);
      }
    }
  }

  /** The sample is drawn while the processes start. */
  private Future<DataFolder> prepareData() {
    if (settings.data().isPresent()) {
      return CompletableFuture.completedFuture(
          new DataFolder(settings.data().get(), Set.of(settings.state(), settings.output())));
    }
    progress.show(
        Stage.DATA,
        "drawing %d sample images: building sites, heads with and without helmets"
            .formatted(sample.images()));
    return CompletableFuture.supplyAsync(() -> SampleFolder.in(state, sample), LocalRun::inThread);
  }

  private static void inThread(Runnable task) {
    Thread thread = new Thread(task, "sample");
    thread.setDaemon(true);
    thread.start();
  }

  private DataFolder awaitData(Future<DataFolder> prepared) {
    DataFolder folder =
        waiter.await(
            "the sample to be drawn",
            LONGEST_DRAWING,
            () -> prepared.isDone() ? Optional.of(result(prepared)) : Optional.empty());
    if (settings.data().isEmpty()) {
      progress.report(
          Stage.DATA, "%d sample images in %s".formatted(sample.images(), state.part("sample")));
    }
    return folder;
  }

  private static DataFolder result(Future<DataFolder> prepared) {
    try {
      return prepared.get();
    } catch (ExecutionException e) {
      throw new LocalRunException("the sample could not be drawn: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalRunException("interrupted", e);
    }
  }

  private void announce() {
    progress.report(
        Stage.START,
        "broker %s  store http://127.0.0.1:%d"
            .formatted(platform.kafka().bootstrapServers(), settings.ports().store()));
    progress.print("  ingest     " + platform.ingest().address());
    progress.print("  trainer    " + platform.trainer().address());
    progress.print("  evaluator  " + platform.evaluator().address());
    progress.print("  inference  " + platform.inference().address());
    progress.print("  console    " + platform.console().address());
    progress.print("  logs       " + state.logs());
  }

  /**
   * Starts them before the services, so that they see those from their first image on.
   *
   * @return what the user should know
   */
  private List<String> startDashboards(Installation installation) {
    Dashboards dashboards =
        new Dashboards(
            installation.monitoring(),
            state,
            settings.ports(),
            WebProtocol.of(System.getenv()),
            Objects.requireNonNullElse(System.getenv("PATH"), ""));
    supervisor.startOptional(dashboards.commands());
    return dashboards.lines();
  }

  private RunReport train(TrainingStage training, DataFolder data) {
    TrainingChoice choice = settings.training();
    RunReport run =
        training.findOrRequest(
            data.fingerprint() + " " + choice, choice, new RunStateFile(state.file("run")));
    RunReport completed = training.awaitCompletion(run);
    training.awaitEvaluations(completed);
    return completed;
  }

  private JsonNode servedModel() {
    return waiter.await(
        "inference to name its model",
        LONGEST_ANSWER,
        () -> platform.inference().find("/v1/model"));
  }

  private HeldOutResult detect(JsonNode model) {
    try (ObjectStore store = ObjectStores.connect(platform.store())) {
      return new HeldOutStage(platform.kafka(), new Blobs(store), waiter, progress)
          .run(
              ServedModel.of(model), state.part("held-out"), settings.output().resolve("held-out"));
    }
  }

  private static Summary summary(
      ImportReport imported,
      RunReport run,
      ModelPromoted promoted,
      TrainingEvents trainingEvents,
      HeldOutResult heldOut,
      Summary.Seconds seconds) {
    Optional<EvaluationCompleted> evaluation = trainingEvents.evaluation(promoted.checkpointId());
    return new Summary(
        new Summary.Images(
            imported.counts().accepted(),
            imported.counts().rejected(),
            imported.counts().duplicates()),
        new Summary.Split(run.train(), run.val(), run.test()),
        run.classes(),
        run.checkpoints().size(),
        new Summary.Promoted(
            promoted.generation(),
            promoted.checkpointId(),
            evaluation.flatMap(EvaluationCompleted::voc07).orElse(promoted.voc07()),
            evaluation.map(EvaluationCompleted::perClass).orElse(Map.of())),
        new Summary.HeldOut(heldOut.images(), heldOut.voc07().orElse(null), heldOut.perClass()),
        heldOut.answers(),
        seconds);
  }

  private void finish(Summary summary) {
    SummaryFile.write(summary, settings.output());
    progress.print("");
    SummaryTable.of(summary).forEach(progress::print);
    progress.print("");
    progress.print("  images  " + settings.output().resolve("held-out"));
    progress.print("  summary   " + settings.output().resolve("summary.json"));
    progress.print("");
  }

  private void stayUp(TrainingEvents trainingEvents) {
    while (!Thread.currentThread().isInterrupted()) {
      trainingEvents.poll(POLL);
      waiter.check();
    }
  }
}
