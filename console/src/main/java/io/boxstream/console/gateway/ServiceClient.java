package io.boxstream.console.gateway;

import static java.util.Objects.requireNonNull;

import io.boxstream.console.Service;
import io.boxstream.console.ServiceAddresses;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.TrustOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.X509TrustManager;

/** The connections to the services. */
public final class ServiceClient implements AutoCloseable {
  private static final int MOST_CONNECTIONS = 256;
  private static final int MOST_WAITING = 1000;
  private static final int LONGEST_HEAD_BYTES = 32 * 1024;

  /** Shorter than a service keeps a connection, which it would close while it is used again. */
  private static final int KEEP_ALIVE_SECONDS = 20;

  private final ServiceAddresses addresses;
  private final HttpClient client;
  private final HttpClient unpooled;
  private final Duration answerTimeout;

  /**
   * How long a service may take.
   *
   * @param connect until it accepts a connection
   * @param answer without a byte in either direction
   */
  public record Timeouts(Duration connect, Duration answer) {

    public Timeouts {
      requireNonNull(connect, "connect");
      requireNonNull(answer, "answer");
    }
  }

  /**
   * @param trust the authorities of services over HTTPS; empty for those of Java
   */
  public ServiceClient(
      Vertx vertx,
      ServiceAddresses addresses,
      Optional<? extends X509TrustManager> trust,
      Timeouts timeouts) {
    this.addresses = requireNonNull(addresses, "addresses");
    this.answerTimeout = timeouts.answer();
    HttpClientOptions options =
        new HttpClientOptions()
            .setMaxPoolSize(MOST_CONNECTIONS)
            .setMaxWaitQueueSize(MOST_WAITING)
            .setMaxHeaderSize(LONGEST_HEAD_BYTES)
            .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
            .setConnectTimeout(millis(timeouts.connect()))
            .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
            .setIdleTimeout(millis(timeouts.answer()));
    trust.map(TrustOptions::wrap).ifPresent(options::setTrustOptions);
    this.client = vertx.createHttpClient(options);
    this.unpooled = vertx.createHttpClient(new HttpClientOptions(options).setKeepAlive(false));
  }

  /**
   * Begins a request.
   *
   * @param target path and query, encoded
   * @return fails if the service accepts no connection
   */
  public Future<HttpClientRequest> request(Service service, HttpMethod method, String target) {
    return request(client, service, method, target);
  }

  /** Begins a request on a connection that is made for it and was never used before. */
  public Future<HttpClientRequest> requestUnpooled(
      Service service, HttpMethod method, String target) {
    return request(unpooled, service, method, target);
  }

  private Future<HttpClientRequest> request(
      HttpClient from, Service service, HttpMethod method, String target) {
    return from.request(
        new RequestOptions()
            .setMethod(method)
            .setHost(addresses.host(service))
            .setPort(addresses.port(service))
            .setSsl(addresses.isSecure(service))
            .setURI(target));
  }

  /** How long a service may take without a byte in either direction. */
  Duration answerTimeout() {
    return answerTimeout;
  }

  private static int millis(Duration timeout) {
    return (int) Math.min(Integer.MAX_VALUE, timeout.toMillis());
  }

  @Override
  public void close() {
    client.close();
    unpooled.close();
  }
}
