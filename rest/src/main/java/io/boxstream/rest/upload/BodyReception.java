package io.boxstream.rest.upload;

import io.boxstream.rest.client.MinimumRate;
import io.boxstream.rest.problem.EarlyProblems;
import io.boxstream.rest.problem.Problem;
import io.boxstream.rest.problem.ProblemException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.Optional;

/**
 * The reception of one body on the event loop: limited in length, and ended if the client sends too
 * slowly. The client's time stops while the disk is behind.
 */
final class BodyReception {
  private static final String CONTINUE = "100-continue";

  private final RoutingContext context;
  private final HttpServerRequest request;
  private final Optional<BodyLimit> limit;
  private final MinimumRate minimumRate;
  private final BodyStorage storage;
  private final MinimumRate.Measurement rate;
  private final Promise<ReceivedBody> received = Promise.promise();
  private final Context eventLoop = Vertx.currentContext();
  private long timer;
  private long length;
  private boolean ended;

  BodyReception(
      RoutingContext context,
      Optional<BodyLimit> limit,
      MinimumRate minimumRate,
      BodyStorage storage) {
    this.context = context;
    this.request = context.request();
    this.limit = limit;
    this.minimumRate = minimumRate;
    this.storage = storage;
    this.rate = minimumRate.measure();
  }

  /** The body, when it is complete. */
  Future<ReceivedBody> body() {
    return received.future();
  }

  void begin() {
    request.handler(this::take);
    request.endHandler(end -> complete());
    request.exceptionHandler(broken -> fail(brokenOff()));
    if (CONTINUE.equalsIgnoreCase(request.getHeader("Expect"))) {
      context.response().writeContinue();
    }
    timer = context.vertx().setPeriodic(minimumRate.checkMillis(), tick -> checkRate());
    rate.clientsTurn(System.nanoTime());
    request.resume();
  }

  /** Forgets the body. May be called by any thread. */
  void close() {
    eventLoop.runOnContext(now -> storage.close());
  }

  /** Ends the reception with a problem, unless it has ended. May be called by any thread. */
  void refuse(Problem problem) {
    eventLoop.runOnContext(now -> fail(new ProblemException(problem)));
  }

  private void take(Buffer bytes) {
    if (ended) {
      return;
    }
    length += bytes.length();
    rate.moved(bytes.length());
    Optional<BodyLimit> exceeded = limit.filter(most -> length > most.mostBytes());
    if (exceeded.isPresent()) {
      fail(new ProblemException(exceeded.get().problem()));
      return;
    }
    storage.append(bytes).onFailure(this::fail);
    if (storage.isFull()) {
      rate.servicesTurn(System.nanoTime());
      request.pause();
      storage.whenReady(ready -> goOn());
    }
  }

  private void goOn() {
    if (!ended) {
      rate.clientsTurn(System.nanoTime());
      request.resume();
    }
  }

  private void complete() {
    if (!ended) {
      end();
      storage.complete().onSuccess(received::tryComplete).onFailure(this::refuse);
    }
  }

  private void checkRate() {
    if (rate.isTooSlow(System.nanoTime())) {
      fail(tooSlow());
    }
  }

  private void fail(Throwable cause) {
    if (!ended) {
      end();
      // What still comes is dropped, so that the client sees the answer.
      request.resume();
      EarlyProblems.closeAfterwards(context);
      refuse(cause);
    }
  }

  private void end() {
    ended = true;
    context.vertx().cancelTimer(timer);
  }

  private void refuse(Throwable cause) {
    received.tryFail(
        cause instanceof FileSystemException && cause.getCause() instanceof IOException disk
            ? disk
            : cause);
  }

  private ProblemException tooSlow() {
    return ProblemException.of(
        408,
        "request-too-slow",
        "the body comes slower than %d bytes a second (boxstream.http.minimum-rate)"
            .formatted(minimumRate.bytesPerSecond()));
  }

  private static ProblemException brokenOff() {
    return ProblemException.of(
        400, "upload-broken", "the connection was closed before the body was complete");
  }
}
