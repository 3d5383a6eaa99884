package io.boxstream.console.app;

import io.boxstream.certificates.CertificateAuthority;
import io.boxstream.console.Service;
import io.boxstream.console.ServiceAddresses;
import io.boxstream.console.gateway.Gateway;
import io.boxstream.console.gateway.ServiceClient;
import io.boxstream.console.page.Pages;
import io.boxstream.console.page.StaticFiles;
import io.boxstream.console.session.Sessions;
import io.boxstream.rest.client.MinimumRate;
import io.boxstream.rest.config.HttpConfiguration;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import javax.net.ssl.X509TrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the parts of the console. */
public class ConsoleWiring {
  private static final Logger LOG = LoggerFactory.getLogger(ConsoleWiring.class);

  @Produces
  @Singleton
  ServiceClient services(Vertx vertx, ConsoleConfig config) {
    ConsoleConfig.Services services = config.services();
    return new ServiceClient(
        vertx,
        addresses(services),
        services.certificateAuthority().map(ConsoleWiring::trust),
        new ServiceClient.Timeouts(services.connectTimeout(), services.answerTimeout()));
  }

  void close(@Disposes ServiceClient services) {
    services.close();
  }

  @Produces
  @Singleton
  Gateway gateway(Vertx vertx, ServiceClient services, HttpConfiguration http) {
    return new Gateway(vertx, services, MinimumRate.of(http));
  }

  @Produces
  @Singleton
  Sessions sessions(ConsoleConfig config) {
    ConsoleConfig.Session session = config.session();
    return new Sessions(
        new Sessions.Limits(session.idleTimeout(), session.longest(), session.most()),
        Clock.systemUTC(),
        new SecureRandom());
  }

  @Produces
  @Singleton
  Pages pages() {
    return new Pages(new StaticFiles(Thread.currentThread().getContextClassLoader()));
  }

  private static ServiceAddresses addresses(ConsoleConfig.Services services) {
    try {
      return new ServiceAddresses(
          Map.of(
              Service.INGEST, services.ingest(),
              Service.TRAINER, services.trainer(),
              Service.EVALUATOR, services.evaluator(),
              Service.INFERENCE, services.inference()));
    } catch (IllegalArgumentException e) {
      // Without the cause: Quarkus prints a message alone only if it is that of the innermost one.
      throw new ConfigurationException(e.getMessage());
    }
  }

  private static X509TrustManager trust(Path file) {
    try {
      return CertificateAuthority.open(
              file,
              damaged ->
                  LOG.error(
                      "boxstream.console.services.certificate-authority was not read again; the last authorities count",
                      damaged))
          .trustManager();
    } catch (IOException e) {
      throw new ConfigurationException(
          "boxstream.console.services.certificate-authority: " + e.getMessage());
    }
  }
}
