package io.boxstream.ingest.webhooks;

import static java.util.Objects.requireNonNull;

import io.boxstream.fetch.FetchException;
import io.boxstream.fetch.FetchUnavailableException;
import io.boxstream.images.formats.JsonTree;
import io.boxstream.images.formats.UnusableDataSetException;
import io.boxstream.ingest.disk.IndexFile;
import io.boxstream.ingest.imports.RetryPolicy;
import io.boxstream.ingest.intake.StaleVersionException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Accepts deliveries and applies them in the background: one thread for each tool, in the order of
 * arrival. A delivery that fails because the tool, the log or the store is away is tried again with
 * growing delays, while later ones go on. Deliveries that wait survive a stop and a kill.
 */
public final class Webhooks implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Webhooks.class.getName());
  private static final Duration READY_ROUND = Duration.ofSeconds(1);
  private static final long CLOSE_SECONDS = 10;

  private final WebhookSettings settings;
  private final IndexFile state;
  private final DeliveryFiles files;
  private final FailedDeliveries failures;
  private final DeliveryHistory history;
  private final DeliveryQueue queue;
  private final Map<Tool, DeliveryHandler> handlers = new EnumMap<>(Tool.class);
  private final Map<Tool, ScheduledThreadPoolExecutor> threads = new EnumMap<>(Tool.class);
  private final WebhookMetrics metrics;
  private final Readiness readiness;
  private final Clock clock = Clock.systemUTC();
  private final RandomGenerator random = RandomGenerator.getDefault();
  private final Object starting = new Object();
  private boolean started;
  private volatile boolean stopping;

  /** Waits until the data set is known; false if the time is over. */
  @FunctionalInterface
  public interface Readiness {

    /** Waits up to the given time. */
    boolean await(Duration longest) throws InterruptedException;
  }

  /**
   * @param settings limits of the queue
   * @param state what is known about tasks and deliveries; closed with this object
   * @param handlers of the tools that are configured; closed with this object
   * @param metrics counts deliveries
   * @param readiness tells when images can be published
   */
  public Webhooks(
      WebhookSettings settings,
      IndexFile state,
      List<? extends DeliveryHandler> handlers,
      WebhookMetrics metrics,
      Readiness readiness) {
    this.settings = requireNonNull(settings, "settings");
    this.state = requireNonNull(state, "state");
    this.metrics = requireNonNull(metrics, "metrics");
    this.readiness = requireNonNull(readiness, "readiness");
    this.files = new DeliveryFiles(settings.directory().resolve("queue"));
    this.failures =
        new FailedDeliveries(settings.directory().resolve("failed"), settings.waitingBytes());
    this.history = new DeliveryHistory(state);
    List<Delivery> waiting = files.all();
    this.queue =
        new DeliveryQueue(
            settings.waiting(),
            settings.waitingBytes(),
            Math.max(history.nextSequence(), files.nextSequence()));
    for (DeliveryHandler handler : handlers) {
      this.handlers.put(handler.tool(), handler);
      threads.put(handler.tool(), thread(handler.tool()));
    }
    for (Delivery delivery : waiting) {
      if (history.holds(delivery)) {
        files.remove(delivery);
      } else {
        queue.restore(delivery);
      }
    }
    metrics.watch(tool -> queue.size(tool), tool -> queue.age(tool, clock.instant()));
  }

  private static ScheduledThreadPoolExecutor thread(Tool tool) {
    ScheduledThreadPoolExecutor thread =
        new ScheduledThreadPoolExecutor(1, work -> new Thread(work, "webhook-" + tool.code()));
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    return thread;
  }

  /** Begins to apply deliveries, first those of an earlier process. Until then, they wait. */
  public void start() {
    synchronized (starting) {
      started = true;
      queue.waiting().forEach(waiting -> schedule(waiting, Duration.ZERO));
    }
  }

  /**
   * Takes a delivery. When this method returns, the delivery is on disk or ignored.
   *
   * @param tool that sent it
   * @param body JSON
   * @throws UnusableDeliveryException if the body is not a delivery of this tool, or the tool is
   *     not configured
   * @throws TooManyDeliveriesException if too many wait
   * @throws io.boxstream.ingest.disk.DiskFullException if the disk has no space for it
   */
  public DeliveryStatus accept(Tool tool, byte[] body) {
    try {
      return take(tool, body);
    } catch (RuntimeException e) {
      metrics.count(tool, WebhookMetrics.Outcome.REFUSED);
      throw e;
    }
  }

  /**
   * Takes a delivery that failed once more, as a new one.
   *
   * @return empty if there is no such delivery, it has not failed, or it failed long ago
   * @throws UnusableDeliveryException if its tool is not configured any more
   * @throws TooManyDeliveriesException if too many wait
   */
  public Optional<DeliveryStatus> repeat(String id) {
    return failures
        .find(id)
        .map(
            failed -> {
              DeliveryStatus repeated = accept(failed.tool(), failures.body(failed));
              failures.remove(failed);
              return repeated;
            });
  }

  private DeliveryStatus take(Tool tool, byte[] body) {
    DeliveryHandler handler = handlers.get(tool);
    if (handler == null) {
      throw new UnusableDeliveryException("the webhook of " + tool.title() + " is not configured");
    }
    Object payload = parse(body);
    String event = handler.event(payload);
    Optional<String> ignored = handler.ignored(payload);
    Instant now = clock.instant();
    String id = UUID.randomUUID().toString();
    if (ignored.isPresent()) {
      metrics.count(tool, WebhookMetrics.Outcome.IGNORED);
      return new DeliveryStatus(
          id,
          tool,
          event,
          DeliveryState.IGNORED,
          now,
          Optional.of(now),
          0,
          Optional.empty(),
          ignored,
          ImageCounts.NONE);
    }
    Delivery delivery = queue.reserve(id, tool, event, now, body.length);
    try {
      files.write(delivery, body);
    } catch (RuntimeException e) {
      queue.release(delivery);
      throw e;
    }
    synchronized (starting) {
      WaitingDelivery waiting = queue.add(delivery);
      if (started) {
        schedule(waiting, Duration.ZERO);
      }
      return waiting.status();
    }
  }

  private static Object parse(byte[] body) {
    try {
      return JsonTree.parse(body);
    } catch (UnusableDataSetException e) {
      throw new UnusableDeliveryException("the body is " + e.getMessage());
    }
  }

  /** Deliveries that wait, oldest first, and then those that ended last, newest first. */
  public List<DeliveryStatus> list(int limit) {
    List<DeliveryStatus> statuses = new ArrayList<>(queue.statuses(limit));
    statuses.addAll(history.newest(limit - statuses.size()));
    return statuses;
  }

  /** How many deliveries wait. */
  public int waiting() {
    return queue.size();
  }

  /** A delivery; empty if it is unknown or ended long ago. */
  public Optional<DeliveryStatus> find(String id) {
    return queue.find(id).or(() -> history.find(id));
  }

  private void schedule(WaitingDelivery waiting, Duration delay) {
    ScheduledThreadPoolExecutor thread = threads.get(waiting.delivery().tool());
    // Deliveries of a tool that is not configured any more wait until it is again.
    if (thread != null && !stopping) {
      var unused = thread.schedule(() -> attempt(waiting), delay.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private void attempt(WaitingDelivery waiting) {
    try {
      if (awaitReadiness()) {
        apply(waiting);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      if (!stopping) {
        LOG.log(Level.ERROR, "the delivery " + waiting.delivery().id() + " waits for a start", e);
      }
    }
  }

  private boolean awaitReadiness() throws InterruptedException {
    boolean ready = false;
    while (!ready && !stopping) {
      ready = readiness.await(READY_ROUND);
    }
    return !stopping;
  }

  private void apply(WaitingDelivery waiting) {
    Delivery delivery = waiting.delivery();
    waiting.begin();
    DeliveryResult result;
    try {
      result = handlers.get(delivery.tool()).apply(delivery, parse(files.body(delivery)));
    } catch (UnusableDeliveryException e) {
      end(waiting, failed(e.getMessage()));
      return;
    } catch (RuntimeException e) {
      if (!stopping) {
        failed(waiting, e);
      }
      return;
    }
    end(waiting, result);
  }

  private void failed(WaitingDelivery waiting, RuntimeException failure) {
    Delivery delivery = waiting.delivery();
    boolean ours = RetryPolicy.passes(failure) || failure instanceof StaleVersionException;
    Instant end = delivery.receivedAt().plus(settings.giveUpAfter());
    if (ours || failure instanceof FetchUnavailableException && clock.instant().isBefore(end)) {
      Duration delay = settings.backoff().delay(waiting.attempts(), random);
      waiting.failed(failure.getMessage(), clock.instant().plus(delay));
      metrics.retried(delivery.tool());
      LOG.log(
          Level.WARNING,
          "the delivery {0} of {1} is tried again in {2} ms: {3}",
          delivery.id(),
          delivery.tool().title(),
          delay.toMillis(),
          failure.getMessage());
      schedule(waiting, delay);
      return;
    }
    if (!(failure instanceof FetchException)) {
      LOG.log(Level.ERROR, "the delivery " + delivery.id() + " failed", failure);
      end(waiting, failed("an internal error, which the log describes"));
      return;
    }
    end(waiting, failed(failure.getMessage()));
  }

  private static DeliveryResult failed(String reason) {
    return new DeliveryResult(DeliveryState.FAILED, Optional.of(reason), ImageCounts.NONE);
  }

  private void end(WaitingDelivery waiting, DeliveryResult result) {
    Delivery delivery = waiting.delivery();
    if (result.state() == DeliveryState.FAILED) {
      failures.keep(delivery, files.body(delivery));
    }
    history.add(delivery, waiting.ended(result, clock.instant()));
    files.remove(delivery);
    queue.release(delivery);
    metrics.ended(delivery.tool(), result.state());
  }

  @Override
  public void close() {
    stopping = true;
    threads.values().forEach(ScheduledThreadPoolExecutor::shutdown);
    handlers.values().forEach(DeliveryHandler::close);
    try {
      for (ScheduledThreadPoolExecutor thread : threads.values()) {
        boolean unused = thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    state.close();
  }
}
