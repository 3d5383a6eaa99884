package io.boxstream.ingest.app;

import io.boxstream.events.TraceContext;
import io.boxstream.ingest.app.BulkAnswer.Result;
import io.boxstream.rest.problem.Problem;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Does the same with many things, several at a time, because each waits for an acknowledgement.
 * When the log, the store or the disk fails, the remaining things are not tried.
 */
@Singleton
class BulkWork {

  private static final int THREADS = 16;
  private static final long IDLE_SECONDS = 10;
  private static final int SERVER_ERROR = 500;

  private final ThreadPoolExecutor threads;

  BulkWork() {
    threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            BulkWork::thread);
    threads.allowCoreThreadTimeOut(true);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "bulk");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Does something with each thing, and returns when all have ended.
   *
   * @param selection the things
   * @param trace of the request
   * @param work returns what became of one, or throws why it failed
   */
  BulkAnswer waiting(
      BulkRequest.Selection selection,
      Optional<TraceContext> trace,
      Function<String, Result> work) {
    return run(selection, trace, work, THREADS);
  }

  /** The same for work that needs much memory and time of a processor. */
  BulkAnswer computing(
      BulkRequest.Selection selection,
      Optional<TraceContext> trace,
      Function<String, Result> work) {
    return run(selection, trace, work, Runtime.getRuntime().availableProcessors());
  }

  private BulkAnswer run(
      BulkRequest.Selection selection,
      Optional<TraceContext> trace,
      Function<String, Result> work,
      int most) {
    Run run = new Run(selection.ids(), work);
    CompletableFuture<?>[] shares =
        IntStream.range(0, Math.min(most, selection.ids().size()))
            .mapToObj(
                share ->
                    CompletableFuture.runAsync(
                        () -> {
                          TraceContext.during(
                              trace,
                              () -> {
                                run.takeShare();
                                return null;
                              });
                        },
                        threads))
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(shares).join();
    return BulkAnswer.of(run.results(), selection.next());
  }

  private static final class Run {

    private final List<String> ids;
    private final Function<String, Result> work;
    private final AtomicReferenceArray<Result> results;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<Problem> outage = new AtomicReference<>();

    Run(List<String> ids, Function<String, Result> work) {
      this.ids = ids;
      this.work = work;
      this.results = new AtomicReferenceArray<>(ids.size());
    }

    void takeShare() {
      for (int place = next.getAndIncrement(); place < ids.size(); place = next.getAndIncrement()) {
        results.set(place, result(ids.get(place)));
      }
    }

    private Result result(String id) {
      Problem known = outage.get();
      if (known != null) {
        return Result.failed(id, known);
      }
      try {
        return work.apply(id);
      } catch (RuntimeException e) {
        Problem problem = BulkProblems.of(e);
        if (problem.status() >= SERVER_ERROR) {
          outage.compareAndSet(null, problem);
        }
        return Result.failed(id, problem);
      }
    }

    List<Result> results() {
      return IntStream.range(0, ids.size()).mapToObj(results::get).toList();
    }
  }
}
