package io.boxstream.trainer.run;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.RunState;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * Accepts and stops runs. Requests are persisted on the local disk until their run is in the store,
 * so accepted requests survive a restart. Safe for several threads.
 */
public final class RunRequests {

  private static final int MAX_QUEUED = 16;

  private final RunRegistry registry;
  private final RunRequestStore requests;
  private final RunIdGenerator ids;
  private final Clock clock;
  private final Consumer<RunOverrides> check;
  private final LinkedBlockingQueue<RunRequest> queue = new LinkedBlockingQueue<>(MAX_QUEUED);
  private final ConcurrentMap<String, StopSignal> signals = new ConcurrentHashMap<>();

  /**
   * @param check throws {@link IllegalArgumentException} for overrides that no run can have
   */
  public RunRequests(
      RunRegistry registry,
      RunRequestStore requests,
      RunIdGenerator ids,
      Clock clock,
      Consumer<RunOverrides> check) {
    this.registry = requireNonNull(registry, "registry");
    this.requests = requireNonNull(requests, "requests");
    this.ids = requireNonNull(ids, "ids");
    this.clock = requireNonNull(clock, "clock");
    this.check = requireNonNull(check, "check");
    List<RunRequest> kept = requests.load();
    kept.stream().limit(MAX_QUEUED).forEach(this::enqueue);
  }

  /**
   * Asks for a run.
   *
   * @param caller who asks; empty if unknown
   * @throws IllegalArgumentException if no run can have these overrides
   * @throws TooManyRunsException if too many wait already
   */
  public RunStatus submit(RunOverrides overrides, Optional<String> caller) {
    check.accept(overrides);
    RunRequest request =
        new RunRequest(ids.next(), clock.instant(), caller.orElse(RunRequest.BY_HAND), overrides);
    if (queue.remainingCapacity() == 0) {
      throw tooMany();
    }
    requests.save(request);
    RunStatus queued = RunStatus.queued(request);
    if (!enqueue(request)) {
      requests.remove(request.id());
      throw tooMany();
    }
    return queued;
  }

  /**
   * Creates a request of the start policy. It is not persisted, because the policy repeats it after
   * a restart.
   */
  public RunRequest automatic() {
    RunRequest request =
        new RunRequest(ids.next(), clock.instant(), RunRequest.BY_IMAGES, RunOverrides.none());
    registry.put(RunStatus.queued(request));
    return request;
  }

  /** The next request; it stays kept until {@link #settled}. */
  public Optional<RunRequest> poll() {
    return Optional.ofNullable(queue.poll());
  }

  /** Whether a request waits. */
  public boolean isWaiting() {
    return !queue.isEmpty();
  }

  /** The request became a run in the store, or will never be one. */
  public void settled(String runId) {
    requests.remove(runId);
  }

  /**
   * Asks a run to stop: at once while it waits, after its present batch while it trains.
   *
   * @throws RunNotFoundException if there is no such run
   * @throws RunNotActiveException if it has ended
   */
  public RunStatus stop(String runId) {
    RunStatus run =
        registry
            .find(runId)
            .orElseThrow(() -> new RunNotFoundException("there is no run " + runId));
    if (run.state().isFinal()) {
      throw new RunNotActiveException("run " + runId + " has ended: " + run.state().code());
    }
    signal(runId).raise();
    if (queue.removeIf(request -> request.id().equals(runId))) {
      requests.remove(runId);
      ended(runId);
      return registry.change(
          runId, status -> status.transitionTo(RunState.STOPPED, "stopped before it began"));
    }
    return registry.change(
        runId,
        status ->
            status.state().isFinal() ? status : status.withDetail("stopping after this batch"));
  }

  /** The signal that stops a run. */
  public StopSignal signal(String runId) {
    return signals.computeIfAbsent(runId, id -> new StopSignal());
  }

  /** The run has ended: nobody stops it any more. */
  public void ended(String runId) {
    signals.remove(runId);
  }

  private boolean enqueue(RunRequest request) {
    registry.put(RunStatus.queued(request));
    return queue.offer(request);
  }

  private static TooManyRunsException tooMany() {
    return new TooManyRunsException(MAX_QUEUED + " runs wait already");
  }
}
