package io.boxstream.inference.app;

import io.boxstream.inference.serve.ConcurrencyLimit;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Supplier;

/** The memory for bodies of requests that may have several images. */
@Singleton
public class RequestMemory {
  private static final long KIBIBYTE = 1024;

  private final ConcurrencyLimit kibibytes;

  @Inject
  RequestMemory(InferenceConfiguration configuration, InferenceApplication application) {
    this(
        Math.max(
            configuration.inference().http().memory().asLongValue(),
            configuration.inference().http().maxRequestSize().asLongValue()),
        application.requests()::backlog);
  }

  /**
   * @param bytes of all bodies
   * @param untilRoom an estimate of when there is room again
   */
  RequestMemory(long bytes, Supplier<Duration> untilRoom) {
    kibibytes =
        new ConcurrencyLimit(
            kibibytes(bytes),
            "KiB of requests with several images are being worked on already"
                + " (boxstream.inference.http.memory)",
            untilRoom);
  }

  /**
   * Takes memory for a body.
   *
   * @return to be closed when the request is answered
   * @throws io.boxstream.inference.serve.OverloadedException if there is not so much left
   */
  ConcurrencyLimit.Permit take(long bytes) {
    return kibibytes.acquire(kibibytes(bytes));
  }

  private static int kibibytes(long bytes) {
    return (int) Math.min(Integer.MAX_VALUE, (bytes + KIBIBYTE - 1) / KIBIBYTE);
  }
}
