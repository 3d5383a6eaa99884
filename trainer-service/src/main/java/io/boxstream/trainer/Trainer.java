package io.boxstream.trainer;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.run.RunRecord;
import io.boxstream.artifacts.store.StoreUnavailableException;
import io.boxstream.events.consume.Backoff;
import io.boxstream.trainer.publish.StopRequestedException;
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
 * Conducts runs, one after the other, on a thread of its own: first the one that the process before
 * it left unfinished, then whatever is asked for or the start policy wants. Closing it stops
 * between two batches and leaves the run to be resumed. An unexpected error does the same; work
 * then starts again after a while.
 */
public final class Trainer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);
  private static final Duration GLANCE = Duration.ofMillis(250);
  private static final Backoff RESTART = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));
  private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(20);

  private final RunRecovery recovery;
  private final RunController controller;
  private final RunRequests requests;
  private final AutomaticStart automatic;
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
      StopSignal shutdown) {
    this.recovery = requireNonNull(recovery, "recovery");
    this.controller = requireNonNull(controller, "controller");
    this.requests = requireNonNull(requests, "requests");
    this.automatic = requireNonNull(automatic, "automatic");
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
    try {
      thread.join(LONGEST_GOODBYE.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      LOG.warn("The trainer is still busy; the next start goes on from the latest checkpoint");
    }
  }

  private void work() {
    RandomGenerator random = RandomGenerator.getDefault();
    int failures = 0;
    while (!shutdown.isRaised()) {
      try {
        conductRuns();
      } catch (StopRequestedException stopped) {
        LOG.debug("Stopped: {}", stopped.getMessage());
        return;
      } catch (RuntimeException | Error failure) {
        ready = false;
        failures++;
        LOG.error("The trainer failed and starts again from the latest checkpoint", failure);
        shutdown.await(RESTART.delay(failures, random));
      }
    }
  }

  private void conductRuns() {
    List<RunRecord> unfinished = recovery.recover(shutdown);
    ready = true;
    for (RunRecord run : unfinished) {
      conduct(run.runId(), stop -> controller.resume(run, stop));
    }
    while (!shutdown.isRaised()) {
      Optional<RunRequest> next = requests.poll().or(this::wanted);
      next.ifPresent(request -> conduct(request.id(), stop -> controller.conduct(request, stop)));
      if (next.isEmpty()) {
        shutdown.await(GLANCE);
      }
    }
  }

  private void conduct(String runId, Consumer<StopSignal> work) {
    running = runId;
    StopSignal stop = requests.signal(runId);
    if (shutdown.isRaised()) {
      return;
    }
    work.accept(stop);
  }

  private Optional<RunRequest> wanted() {
    try {
      return automatic.wantsRun() ? Optional.of(requests.automatic()) : Optional.empty();
    } catch (StoreUnavailableException away) {
      LOG.warn("Cannot compare the data set with the last run's: {}", away.getMessage());
      return Optional.empty();
    }
  }
}
