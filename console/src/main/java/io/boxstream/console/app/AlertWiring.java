package io.boxstream.console.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.certificates.CertificateAuthority;
import io.boxstream.console.alerts.Alerting;
import io.boxstream.console.alerts.PrometheusAlerts;
import io.boxstream.rest.lifecycle.ClosingStack;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.X509TrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes what asks Prometheus, if an address is configured. */
@Singleton
public class AlertWiring {
  private static final Logger LOG = LoggerFactory.getLogger(AlertWiring.class);
  private static final String KEYS = "boxstream.console.prometheus.";
  private static final Set<String> WEB = Set.of("http", "https");
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final ClosingStack opened = new ClosingStack();
  private final Vertx vertx;
  private final ConsoleConfig.Prometheus config;
  private final ObjectMapper mapper;

  AlertWiring(Vertx vertx, ConsoleConfig config, ObjectMapper mapper) {
    this.vertx = vertx;
    this.config = config.prometheus();
    this.mapper = mapper;
  }

  /** How alerts are found out; empty if no address is configured. */
  Optional<Alerting> alerting() {
    return config.address().map(this::alerting);
  }

  private Alerting alerting(URI address) {
    URI checked = checked("address", address);
    URI shown = config.link().map(link -> checked("link", link)).orElse(checked);
    checkLogin();
    return new Alerting(
        opened.push(new PrometheusAlerts(vertx, checked, trust(), this::login, TIMEOUT, mapper)),
        config.interval(),
        URI.create(shown.toString().replaceFirst("/+$", "") + "/alerts"));
  }

  /** Something that is no web address could run a script as a link. */
  private static URI checked(String key, URI address) {
    if (address.getScheme() == null
        || !WEB.contains(address.getScheme())
        || address.getHost() == null
        || address.getRawUserInfo() != null
        || address.getRawQuery() != null
        || address.getRawFragment() != null) {
      throw new ConfigurationException(
          KEYS + key + " must be http(s)://host:port, with a path or without");
    }
    return address;
  }

  private void checkLogin() {
    if (config.user().isPresent() != config.passwordFile().isPresent()) {
      throw new ConfigurationException(KEYS + "user and " + KEYS + "password-file need each other");
    }
    try {
      login();
    } catch (UncheckedIOException e) {
      throw new ConfigurationException(KEYS + "password-file cannot be read: " + e.getMessage());
    }
  }

  private Optional<PrometheusAlerts.Login> login() {
    return config
        .user()
        .map(
            user ->
                new PrometheusAlerts.Login(user, password(config.passwordFile().orElseThrow())));
  }

  private static String password(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<X509TrustManager> trust() {
    return config.certificateAuthority().map(AlertWiring::trust);
  }

  private static X509TrustManager trust(Path file) {
    try {
      return CertificateAuthority.open(
              file,
              damaged ->
                  LOG.error(
                      "{}certificate-authority was not read again; the last authorities count",
                      KEYS,
                      damaged))
          .trustManager();
    } catch (IOException e) {
      throw new ConfigurationException(KEYS + "certificate-authority: " + e.getMessage());
    }
  }

  @PreDestroy
  void close() {
    opened.close();
  }
}
