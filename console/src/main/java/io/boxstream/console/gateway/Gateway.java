package io.boxstream.console.gateway;

import static java.util.Objects.requireNonNull;

import io.boxstream.rest.client.MinimumRate;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;
import java.util.Set;

/** Passes requests on to services, and their answers back. */
public final class Gateway {
  private static final String CONTINUE = "100-continue";

  /** Time to take what has come for a browser that has left. */
  private static final long LEFT_MILLIS = 200;

  /** They change nothing and have no body. */
  private static final Set<HttpMethod> READ = Set.of(HttpMethod.GET, HttpMethod.HEAD);

  private static final Set<Integer> STATUS_WITHOUT_BODY = Set.of(204, 304);

  private final Vertx vertx;
  private final ServiceClient services;
  private final MinimumRate minimumRate;

  /**
   * @param minimumRate of browsers that send bodies
   */
  public Gateway(Vertx vertx, ServiceClient services, MinimumRate minimumRate) {
    this.vertx = requireNonNull(vertx, "vertx");
    this.services = requireNonNull(services, "services");
    this.minimumRate = requireNonNull(minimumRate, "minimumRate");
  }

  /**
   * Passes a request on. Called on the event loop of the request, before its body is read.
   *
   * @param refused called before the head of the answer is written, if the service does not want
   *     the rest of the body
   * @return complete when the answer is; fails with {@link ServiceUnavailableException} or {@link
   *     SlowUploadException} if nothing was answered
   */
  public Future<Void> pass(HttpServerRequest request, ServicePath target, Runnable refused) {
    request.pause();
    String query = request.query();
    String address = query == null ? target.path() : target.path() + "?" + query;
    if (READ.contains(request.method())) {
      return read(request, target, address);
    }
    return services
        .request(target.service(), request.method(), address)
        .recover(failure -> unavailable(target, failure))
        .compose(passed -> exchange(request, passed, target, refused));
  }

  private Future<Void> read(HttpServerRequest request, ServicePath target, String address) {
    Reading reading = new Reading(request, services, target, address);
    request.response().closeHandler(gone -> reading.passed().ifPresent(this::abandon));
    request.resume();
    return reading
        .answer()
        .recover(failure -> unavailable(target, failure))
        .compose(response -> relay(response, request, target));
  }

  private static <T> Future<T> unavailable(ServicePath target, Throwable failure) {
    return Future.failedFuture(new ServiceUnavailableException(target.service(), failure));
  }

  private Future<Void> exchange(
      HttpServerRequest request, HttpClientRequest passed, ServicePath target, Runnable refused) {
    Promise<Void> done = Promise.promise();
    HttpServerResponse answer = request.response();
    // The future of the response has it too; without this it is logged as an error.
    passed.exceptionHandler(known -> {});
    if (answer.closed()) {
      passed.reset();
      return Future.failedFuture(
          new ServiceUnavailableException(target.service(), new ClosedChannelException()));
    }
    answer.closeHandler(gone -> abandon(passed));
    PassedHeaders.copyRequest(request.headers(), passed.headers());
    Optional<Upload> upload = upload(request, passed);
    passed
        .response()
        .onSuccess(
            response -> {
              if (upload.filter(sent -> !sent.isComplete()).isPresent()) {
                refused.run();
                upload.get().abandon();
              }
              relay(response, request, target).onComplete(done);
            })
        .onFailure(
            failure -> {
              upload.ifPresent(Upload::abandon);
              done.tryFail(new ServiceUnavailableException(target.service(), failure));
            });
    if (upload.isEmpty()) {
      request.resume();
      passed.end();
    } else {
      upload
          .get()
          .begin()
          .onFailure(
              failure -> {
                done.tryFail(failure);
                passed.reset();
              });
    }
    return done.future();
  }

  /**
   * The browser has left. An answer that has come whole is over, and to reset its request would
   * close a connection that may serve another one by now. So what has come is dropped first.
   */
  private void abandon(HttpClientRequest passed) {
    Future<Void> received =
        passed.response().compose(response -> response.handler(dropped -> {}).resume().end());
    vertx.setTimer(
        LEFT_MILLIS,
        late -> {
          if (!received.isComplete()) {
            passed.reset();
          }
        });
  }

  private Optional<Upload> upload(HttpServerRequest request, HttpClientRequest passed) {
    if (!hasBody(request)) {
      passed.headers().remove(HttpHeaders.CONTENT_LENGTH);
      return Optional.empty();
    }
    if (!passed.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
      passed.setChunked(true);
    }
    if (CONTINUE.equalsIgnoreCase(request.getHeader("Expect"))) {
      request.response().writeContinue();
    }
    return Optional.of(new Upload(request, passed, minimumRate, vertx));
  }

  private static boolean hasBody(HttpServerRequest request) {
    return request.version() == HttpVersion.HTTP_2
        ? !request.isEnded()
        : request.headers().contains(HttpHeaders.CONTENT_LENGTH)
            || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
  }

  private static Future<Void> relay(
      HttpClientResponse response, HttpServerRequest request, ServicePath target) {
    HttpServerResponse answer = request.response();
    if (answer.closed()) {
      return Future.succeededFuture();
    }
    answer.setStatusCode(response.statusCode());
    PassedHeaders.copyAnswer(target.service(), response.headers(), answer.headers());
    if (request.method() == HttpMethod.HEAD
        || STATUS_WITHOUT_BODY.contains(response.statusCode())) {
      return answer.end();
    }
    if (!response.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
      answer.setChunked(true);
    }
    return response
        .pipe()
        .endOnFailure(false)
        .to(answer)
        .recover(
            failure -> {
              BrowserConnection.cutOff(request);
              return Future.succeededFuture();
            });
  }
}
