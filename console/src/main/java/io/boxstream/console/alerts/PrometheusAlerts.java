package io.boxstream.console.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.console.gateway.BoundedBody;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.X509TrustManager;

/**
 * Asks Prometheus over HTTP, at {@code /api/v1/alerts} below its address. Redirects are not
 * followed, and long answers are not read.
 */
public final class PrometheusAlerts implements AlertSource, AutoCloseable {
  private static final String PATH = "/api/v1/alerts";
  private static final int LONGEST_BODY_BYTES = 1024 * 1024;
  private static final int LONGEST_TEXT = 500;

  private final HttpClient client;
  private final RequestOptions request;
  private final Supplier<Optional<Login>> login;
  private final Duration timeout;
  private final ObjectMapper mapper;

  /**
   * Who asks.
   *
   * @param user name
   * @param password of the user
   */
  public record Login(String user, String password) {

    public Login {
      requireNonNull(user, "user");
      requireNonNull(password, "password");
    }

    private String authorization() {
      byte[] both = (user + ":" + password).getBytes(UTF_8);
      return "Basic " + Base64.getEncoder().encodeToString(both);
    }

    @Override
    public String toString() {
      return "login of " + user;
    }
  }

  /**
   * @param address {@code http(s)://host:port}, with a path if it is below one
   * @param trust the authorities of Prometheus over HTTPS; empty for those of Java
   * @param login is asked before each request; empty if there is none
   * @param timeout for the whole answer
   */
  public PrometheusAlerts(
      Vertx vertx,
      URI address,
      Optional<? extends X509TrustManager> trust,
      Supplier<Optional<Login>> login,
      Duration timeout,
      ObjectMapper mapper) {
    this.login = requireNonNull(login, "login");
    this.timeout = requireNonNull(timeout, "timeout");
    this.mapper = requireNonNull(mapper, "mapper");
    HttpClientOptions options =
        new HttpClientOptions()
            .setMaxPoolSize(1)
            .setConnectTimeout((int) timeout.toMillis())
            .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
            .setIdleTimeout((int) timeout.toMillis());
    trust.map(TrustOptions::wrap).ifPresent(options::setTrustOptions);
    this.client = vertx.createHttpClient(options);
    boolean secure = address.getScheme().equals("https");
    this.request =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setHost(withoutBrackets(address.getHost()))
            .setPort(address.getPort() >= 0 ? address.getPort() : secure ? 443 : 80)
            .setSsl(secure)
            .setURI(address.getRawPath().replaceFirst("/+$", "") + PATH);
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  @Override
  public CompletableFuture<List<Alert>> firing() {
    CompletableFuture<List<Alert>> firing = new CompletableFuture<>();
    Optional<String> authorization = login.get().map(Login::authorization);
    client
        .request(request)
        .compose(sent -> body(sent, authorization, firing))
        .map(this::read)
        .onSuccess(firing::complete)
        .onFailure(firing::completeExceptionally);
    return firing.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Future<Buffer> body(
      HttpClientRequest sent, Optional<String> authorization, CompletableFuture<?> firing) {
    // Also when it takes too long, or is too long: nobody reads what would still come.
    var unused =
        firing.whenComplete(
            (done, failure) -> {
              if (failure != null) {
                sent.reset();
              }
            });
    authorization.ifPresent(value -> sent.putHeader(HttpHeaders.AUTHORIZATION, value));
    return sent.send()
        .compose(
            response ->
                response.statusCode() == 200
                    ? BoundedBody.of(response, LONGEST_BODY_BYTES)
                    : Future.failedFuture(
                        new IOException("Prometheus answers " + response.statusCode())));
  }

  private List<Alert> read(Buffer body) {
    try {
      JsonNode answer = mapper.readTree(body.getBytes());
      JsonNode alerts = answer.at("/data/alerts");
      if (!answer.path("status").asText().equals("success") || !alerts.isArray()) {
        throw new IllegalArgumentException("the answer of Prometheus has no alerts");
      }
      List<Alert> firing = new ArrayList<>();
      for (JsonNode alert : alerts) {
        if (alert.path("state").asText().equals("firing")) {
          firing.add(alert(alert));
        }
      }
      return firing;
    } catch (IOException e) {
      throw new IllegalArgumentException("the answer of Prometheus is no JSON", e);
    }
  }

  private static Alert alert(JsonNode alert) {
    String name = text(alert.at("/labels/alertname")).orElse("alert");
    return new Alert(
        name,
        alert.at("/labels/severity").asText().equals("critical"),
        text(alert.at("/annotations/summary")).orElse(name),
        text(alert.at("/annotations/description")),
        instant(alert.path("activeAt").asText()));
  }

  private static Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("an alert of Prometheus has no activeAt", e);
    }
  }

  private static Optional<String> text(JsonNode value) {
    String text = value.asText();
    return text.isBlank()
        ? Optional.empty()
        : Optional.of(text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…");
  }

  @Override
  public void close() {
    client.close();
  }
}
