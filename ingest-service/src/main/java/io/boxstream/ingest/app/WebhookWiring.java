package io.boxstream.ingest.app;

import io.boxstream.events.consume.Backoff;
import io.boxstream.fetch.AllowedHost;
import io.boxstream.fetch.FetchSettings;
import io.boxstream.fetch.HttpFetcher;
import io.boxstream.fetch.ServerToken;
import io.boxstream.fetch.TrustedServer;
import io.boxstream.images.ImageLimits;
import io.boxstream.ingest.catalog.ImageCatalog;
import io.boxstream.ingest.disk.IndexFile;
import io.boxstream.ingest.intake.ImageIntake;
import io.boxstream.ingest.intake.ImageLog;
import io.boxstream.ingest.intake.Quarantine;
import io.boxstream.ingest.intake.Relabelling;
import io.boxstream.ingest.startup.Startup;
import io.boxstream.ingest.webhooks.DeliveryHandler;
import io.boxstream.ingest.webhooks.WebhookMetrics;
import io.boxstream.ingest.webhooks.WebhookSettings;
import io.boxstream.ingest.webhooks.Webhooks;
import io.boxstream.ingest.webhooks.task.LabelledImages;
import io.boxstream.ingest.webhooks.task.TaskImages;
import io.boxstream.ingest.webhooks.tool.CvatHandler;
import io.boxstream.ingest.webhooks.tool.LabelStudioHandler;
import io.boxstream.ingest.webhooks.tool.PersonalAccessToken;
import io.boxstream.ingest.webhooks.tool.ToolFiles;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import okhttp3.Dns;

/** Creates what takes deliveries of labelling tools. {@link IngestProcess} closes it. */
@Singleton
class WebhookWiring {

  private static final String KEYS = "boxstream.ingest.webhooks";
  private static final String PREFIX = KEYS + ".";
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);

  private final WebhookConfig config;
  private final Path directory;
  private final ImageLimits limits;

  WebhookWiring(IngestConfig config, ImageLimits limits) {
    this.config = config.ingest().webhooks();
    this.directory = config.workDirectory().resolve("webhooks");
    this.limits = limits;
  }

  @Produces
  @Singleton
  WebhookMetrics metrics(MeterRegistry registry) {
    return new WebhookMetrics(registry);
  }

  @Produces
  @Singleton
  WebhookSecrets secrets(WebhookMetrics metrics) {
    return new WebhookSecrets(config, metrics);
  }

  @Produces
  @Singleton
  LabelledImages labelledImages(
      ImageCatalog catalog,
      ImageIntake intake,
      ImageLog log,
      Relabelling relabelling,
      Quarantine quarantine) {
    return new LabelledImages(catalog, intake, log, relabelling, quarantine);
  }

  @Produces
  @Singleton
  Webhooks webhooks(LabelledImages images, WebhookMetrics metrics, Startup startup) {
    IndexFile state = IndexFile.openKept(directory.resolve("state.mv"));
    TaskImages tasks = new TaskImages(state);
    Duration longest = config.longestWait();
    WebhookSettings settings =
        new WebhookSettings(
            directory,
            config.waiting(),
            config.waitingBytes().asLongValue(),
            new Backoff(FIRST_WAIT.compareTo(longest) < 0 ? FIRST_WAIT : longest, longest),
            config.giveUpAfter());
    return new Webhooks(settings, state, handlers(tasks, images), metrics, startup::await);
  }

  private List<DeliveryHandler> handlers(TaskImages tasks, LabelledImages images) {
    List<DeliveryHandler> handlers = new ArrayList<>();
    WebhookConfig.LabelStudioWebhook labelStudio = config.labelStudio();
    if (labelStudio.secret().isPresent()) {
      Optional<TrustedServer> server =
          labelStudio.baseUrl().map(url -> read("label-studio.base-url", url, TrustedServer::at));
      HttpFetcher fetcher = fetcher(server);
      Optional<ServerToken> token =
          server.flatMap(at -> labelStudio.token().map(value -> token(fetcher, at, value)));
      ToolFiles files = new ToolFiles(fetcher, token, limits.maxBytes());
      handlers.add(new LabelStudioHandler(server, files, tasks, images));
    }
    WebhookConfig.CvatWebhook cvat = config.cvat();
    if (cvat.secret().isPresent() && cvat.baseUrl().isPresent()) {
      TrustedServer server = read("cvat.base-url", cvat.baseUrl().get(), TrustedServer::at);
      HttpFetcher fetcher = fetcher(Optional.of(server));
      ToolFiles files =
          new ToolFiles(fetcher, cvat.token().map(ServerToken::of), limits.maxBytes());
      handlers.add(new CvatHandler(server, files, cvat.stage(), tasks, images));
    }
    return handlers;
  }

  private static ServerToken token(HttpFetcher fetcher, TrustedServer server, String token) {
    return PersonalAccessToken.is(token)
        ? new PersonalAccessToken(fetcher, server, token, Clock.systemUTC())
        : ServerToken.of(token);
  }

  private HttpFetcher fetcher(Optional<TrustedServer> server) {
    FetchSettings settings =
        new FetchSettings(
            hosts("allowed-hosts", config.allowedHosts()),
            hosts("private-hosts", config.privateHosts()),
            config.fetchTimeout(),
            KEYS);
    return new HttpFetcher(settings, server, Dns.SYSTEM);
  }

  private static Set<AllowedHost> hosts(String key, Optional<List<String>> hosts) {
    return hosts.orElse(List.of()).stream()
        .map(host -> read(key, host, AllowedHost::parse))
        .collect(Collectors.toSet());
  }

  private static <V, T> T read(String key, V value, Function<V, T> reader) {
    try {
      return reader.apply(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(PREFIX + key + ": " + e.getMessage(), e);
    }
  }
}
