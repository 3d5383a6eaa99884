package io.boxstream.trainer;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.run.RunRecord;
import io.boxstream.artifacts.store.StoreUnavailableException;
import io.boxstream.events.consume.Backoff;
import io.boxstream.trainer.publish.StopRequestedException;
import io.boxstream.trainer.reproduction.Reproductions;
import io.boxstream.trainer.run.AutomaticStart;
import io.boxstream.trainer.run.RunRequest;
import io.boxstream.trainer.run.RunRequests;
import io.boxstream.trainer.run.StopSignal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Executes runs sequentially on its own thread: first the unfinished run of the previous process,
 * then requested runs and those of the start policy, and repetitions of checkpoints while no run
 * waits. Closing it stops between two batches and leaves the run to be resumed. An unexpected error
 * does the same; work then starts again after a while.
 */
public final class Trainer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(250);
  private static final Backoff RESTART = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));
  private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(20);

  private final RunRecovery recovery;
  private final RunController controller;
  private final RunRequests requests;
  private final AutomaticStart automatic;
  private final CheckpointReproducer reproducer;
  private final Reproductions reproductions;
  private final StopSignal shutdown;
  private final Thread thread;
  private volatile boolean ready;
  private volatile String running = "";

  /**
   * @param shutdown shared with everything that waits on the trainer's behalf
   */
  Trainer(
      RunRecovery recovery,
      RunController controller,
      RunRequests requests,
      AutomaticStart automatic,
      CheckpointReproducer reproducer,
      Reproductions reproductions,
      StopSignal shutdown) {
    this.recovery = requireNonNull(recovery, "recovery");
    this.controller = requireNonNull(controller, "controller");
    this.requests = requireNonNull(requests, "requests");
    this.automatic = requireNonNull(automatic, "automatic");
    this.reproducer = requireNonNull(reproducer, "reproducer");
    this.reproductions = requireNonNull(reproductions, "reproductions");
    this.shutdown = requireNonNull(shutdown, "shutdown");
    this.thread = new Thread(this::work, "trainer");
    thread.setDaemon(true);
  }

  /** Starts working. May be called once. */
  public void start() {
    thread.start();
  }

  /** Whether the store has been read: the registry shows the runs of before. */
  public boolean isReady() {
    return ready;
  }

  /** Whether runs will be trained; false is a reason to restart the process. */
  public boolean isAlive() {
    return thread.isAlive() || shutdown.isRaised();
  }

  /** Stops between two batches and waits for it. */
  @Override
  public void close() {
    shutdown.raise();
    requests.signal(running).raise();
    reproductions.stopAll();
    try {
      thread.join(SHUTDOWN_TIMEOUT.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      LOG.warn("The trainer is still busy; the next start resumes from the latest checkpoint");
    }
  }

  private void work() {
    RandomGenerator random = RandomGenerator.getDefault();
    int failures = 0;
    while (!shutdown.isRaised()) {
      long start = System.nanoTime();
      try {
        conductRuns();
      } catch (StopRequestedException stopped) {
        LOG.debug("Stopped: {}", stopped.getMessage());
        return;
      } catch (RuntimeException | Error failure) {
        ready = false;
        boolean hadRecovered = System.nanoTime() - start > RESTART.longest().toNanos();
        failures = hadRecovered ? 1 : failures + 1;
        LOG.error("The trainer failed and starts again from the latest checkpoint", failure);
        shutdown.await(RESTART.delay(failures, random));
      }
    }
  }

  private void conductRuns() {
    List<RunRecord> unfinished = recovery.recover(shutdown);
    ready = true;
    for (RunRecord run : unfinished) {
      execute(run.runId(), stop -> controller.resume(run, stop));
    }
    while (!shutdown.isRaised()) {
      Optional<RunRequest> next = requests.poll().or(this::automaticRun);
      next.ifPresent(request -> execute(request.id(), stop -> controller.start(request, stop)));
      if (next.isEmpty() && !reproduceNext()) {
        shutdown.await(POLL_INTERVAL);
      }
    }
  }

  /** Trains the next checkpoint again, if somebody asked for one. */
  private boolean reproduceNext() {
    Optional<CheckpointId> next = reproductions.next();
    next.ifPresent(reproducer::reproduce);
    return next.isPresent();
  }

  private void execute(String runId, Consumer<StopSignal> work) {
    running = runId;
    StopSignal stop = requests.signal(runId);
    if (shutdown.isRaised()) {
      return;
    }
    try {
      work.accept(stop);
    } finally {
      requests.ended(runId);
    }
  }

  private Optional<RunRequest> automaticRun() {
    try {
      return automatic.shouldStart() ? Optional.of(requests.automatic()) : Optional.empty();
    } catch (StoreUnavailableException away) {
      LOG.warn("Cannot compare the data set with the last run's: {}", away.getMessage());
      return Optional.empty();
    }
  }
}
