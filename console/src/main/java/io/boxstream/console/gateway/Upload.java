package io.boxstream.console.gateway;

import io.boxstream.rest.client.MinimumRate;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServerRequest;

/**
 * The body of a request on its way to a service. The browser is told to wait while the service does
 * not take more; only the browser's own time counts against its rate. Runs on one event loop.
 */
final class Upload {
  private final HttpServerRequest from;
  private final HttpClientRequest to;
  private final MinimumRate minimumRate;
  private final MinimumRate.Measurement rate;
  private final Vertx vertx;
  private final Promise<Void> passed = Promise.promise();
  private long timer;
  private boolean ended;

  Upload(HttpServerRequest from, HttpClientRequest to, MinimumRate minimumRate, Vertx vertx) {
    this.from = from;
    this.to = to;
    this.minimumRate = minimumRate;
    this.rate = minimumRate.measure();
    this.vertx = vertx;
  }

  /**
   * Begins.
   *
   * @return fails if the browser sends too slowly or leaves
   */
  Future<Void> begin() {
    from.handler(this::pass);
    from.endHandler(end -> complete());
    from.exceptionHandler(this::fail);
    timer = vertx.setPeriodic(minimumRate.checkMillis(), tick -> checkRate());
    rate.clientsTurn(System.nanoTime());
    from.resume();
    return passed.future();
  }

  /** Whether the whole body has passed. */
  boolean isComplete() {
    return passed.future().succeeded();
  }

  /** Passes no more: the service has answered already. What still comes is dropped. */
  void abandon() {
    if (!ended) {
      end();
      from.resume();
    }
  }

  private void pass(Buffer bytes) {
    if (ended) {
      return;
    }
    rate.moved(bytes.length());
    to.write(bytes);
    if (to.writeQueueFull()) {
      rate.servicesTurn(System.nanoTime());
      from.pause();
      to.drainHandler(drained -> goOn());
    }
  }

  private void goOn() {
    if (!ended) {
      rate.clientsTurn(System.nanoTime());
      from.resume();
    }
  }

  private void complete() {
    if (!ended) {
      end();
      to.end();
      passed.complete();
    }
  }

  private void checkRate() {
    if (rate.isTooSlow(System.nanoTime())) {
      fail(new SlowUploadException(minimumRate.bytesPerSecond()));
    }
  }

  private void fail(Throwable cause) {
    if (!ended) {
      end();
      passed.fail(cause);
    }
  }

  private void end() {
    ended = true;
    vertx.cancelTimer(timer);
  }
}
