package io.boxstream.console.gateway;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A request that changes nothing and has no body, on its way to a service. A service that restarts,
 * takes a renewed certificate or tidies up closes connections, also one that a request has just
 * been sent on. Then, if nothing of an answer has come, it is sent once more, on a new connection.
 * Runs on one event loop.
 */
final class Reading {
  /** What Java and the native transports say of a connection that the other side has ended. */
  private static final Pattern CLOSED = Pattern.compile("(?i)connection reset|broken pipe");

  private final HttpServerRequest request;
  private final ServiceClient services;
  private final ServicePath target;
  private final String address;
  private Optional<HttpClientRequest> passed = Optional.empty();
  private long began;

  /**
   * @param address path and query, encoded
   */
  Reading(HttpServerRequest request, ServiceClient services, ServicePath target, String address) {
    this.request = request;
    this.services = services;
    this.target = target;
    this.address = address;
  }

  /** The head of the answer; its body must be read at once. */
  Future<HttpClientResponse> answer() {
    began = System.nanoTime();
    return services
        .request(target.service(), request.method(), address)
        .compose(this::send)
        .recover(failure -> wasClosed(failure) ? again() : Future.failedFuture(failure));
  }

  /** The request that is under way. */
  Optional<HttpClientRequest> passed() {
    return passed;
  }

  private Future<HttpClientResponse> again() {
    return services
        .requestUnpooled(target.service(), request.method(), address)
        .compose(this::send);
  }

  private Future<HttpClientResponse> send(HttpClientRequest connected) {
    // The future of the response has it too; without this it is logged as an error.
    connected.exceptionHandler(known -> {});
    if (request.response().closed()) {
      connected.reset();
      return Future.failedFuture(new ClosedChannelException());
    }
    passed = Optional.of(connected);
    began = System.nanoTime();
    PassedHeaders.copyRequest(request.headers(), connected.headers());
    connected.headers().remove(HttpHeaders.CONTENT_LENGTH);
    Future<HttpClientResponse> response = connected.response();
    connected.end();
    return response;
  }

  /** A connection that was closed because no answer came in time was not closed by the service. */
  private boolean wasClosed(Throwable failure) {
    return !request.response().closed()
        && System.nanoTime() - began < services.answerTimeout().toNanos()
        && Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
            .anyMatch(Reading::isClosing);
  }

  private static boolean isClosing(Throwable failure) {
    return failure instanceof HttpClosedException
        || failure instanceof ClosedChannelException
        || (failure instanceof IOException
            && failure.getMessage() != null
            && CLOSED.matcher(failure.getMessage()).find());
  }
}
