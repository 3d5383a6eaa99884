package io.boxstream.console.answers;

import static java.util.Objects.requireNonNull;

import io.boxstream.console.Service;
import io.boxstream.console.gateway.BoundedBody;
import io.boxstream.console.gateway.ServiceClient;
import io.boxstream.console.gateway.ServiceUnavailableException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Asks services over HTTP. */
public final class HttpServiceReader implements ServiceReader {
  private static final int LONGEST_BODY_BYTES = 4 * 1024 * 1024;

  private final ServiceClient services;

  public HttpServiceReader(ServiceClient services) {
    this.services = requireNonNull(services, "services");
  }

  @Override
  public CompletableFuture<ServiceAnswer> get(
      Service service, String target, Optional<String> authorization, Duration timeout) {
    CompletableFuture<ServiceAnswer> answer = new CompletableFuture<>();
    services
        .request(service, HttpMethod.GET, target)
        .compose(request -> exchange(request, authorization, answer))
        .onSuccess(answer::complete)
        .onFailure(answer::completeExceptionally);
    return answer
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(
            failure -> {
              throw new ServiceUnavailableException(service, failure);
            });
  }

  private static Future<ServiceAnswer> exchange(
      HttpClientRequest request,
      Optional<String> authorization,
      CompletableFuture<ServiceAnswer> answer) {
    // Also when it takes too long: nobody reads what would still come.
    var unused =
        answer.whenComplete(
            (done, failure) -> {
              if (failure != null) {
                request.reset();
              }
            });
    authorization.ifPresent(value -> request.putHeader(HttpHeaders.AUTHORIZATION, value));
    return request
        .send()
        .compose(
            response ->
                BoundedBody.of(response, LONGEST_BODY_BYTES)
                    .map(body -> new ServiceAnswer(response.statusCode(), body.getBytes())));
  }
}
