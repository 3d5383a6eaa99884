package io.boxstream.ingest.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.boxstream.events.consume.Backoff;
import io.boxstream.fetch.AllowedHost;
import io.boxstream.fetch.FetchSettings;
import io.boxstream.fetch.HttpFetcher;
import io.boxstream.fetch.ServerToken;
import io.boxstream.fetch.TrustedServer;
import io.boxstream.ingest.IntakeBench;
import io.boxstream.ingest.disk.IndexFile;
import io.boxstream.ingest.webhooks.task.LabelledImages;
import io.boxstream.ingest.webhooks.task.TaskImages;
import io.boxstream.ingest.webhooks.tool.CvatHandler;
import io.boxstream.ingest.webhooks.tool.CvatStage;
import io.boxstream.ingest.webhooks.tool.LabelStudioHandler;
import io.boxstream.ingest.webhooks.tool.ToolFiles;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import okhttp3.Dns;

/** Webhooks of both tools, whose server is on 127.0.0.1, with a log in memory. */
final class WebhookBench implements AutoCloseable {

  static final int LARGEST_IMAGE = 20_000;

  final FakeTool tool = new FakeTool();

  private Path directory;
  private int waiting = 100;
  private Duration giveUpAfter = Duration.ofHours(1);
  private Duration timeout = Duration.ofSeconds(20);
  private IntakeBench intake = new IntakeBench();
  private SimpleMeterRegistry meters;
  private Webhooks webhooks;

  WebhookBench(Path directory) {
    this.directory = directory;
  }

  WebhookBench waiting(int most) {
    waiting = most;
    return this;
  }

  WebhookBench giveUpAfter(Duration age) {
    giveUpAfter = age;
    return this;
  }

  WebhookBench timeout(Duration longest) {
    timeout = longest;
    return this;
  }

  /** Accepts deliveries without applying them. */
  WebhookBench opened() {
    meters = new SimpleMeterRegistry();
    IndexFile state = IndexFile.openKept(directory.resolve("state.mv"));
    TaskImages tasks = new TaskImages(state);
    LabelledImages images =
        new LabelledImages(
            intake.catalog, intake.intake, intake.images, intake.relabelling, intake.quarantine);
    TrustedServer server = TrustedServer.at(tool.address());
    webhooks =
        new Webhooks(
            new WebhookSettings(
                directory,
                waiting,
                1_000_000,
                new Backoff(Duration.ofMillis(20), Duration.ofMillis(50)),
                giveUpAfter),
            state,
            List.of(
                new LabelStudioHandler(Optional.of(server), files(server), tasks, images),
                new CvatHandler(server, files(server), CvatStage.VALIDATION, tasks, images)),
            new WebhookMetrics(meters),
            longest -> true);
    return this;
  }

  /** Accepts and applies deliveries. */
  WebhookBench started() {
    opened();
    webhooks.start();
    return this;
  }

  /** Another process on the same log and files. */
  WebhookBench restarted() {
    webhooks.close();
    intake = new IntakeBench(intake.log);
    return started();
  }

  /** Another process on the same log, and on the files as they are now, as after a kill. */
  WebhookBench killed() {
    Path copy = directory.resolveSibling(directory.getFileName() + "-copy");
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted().toList()) {
        Files.copy(file, copy.resolve(directory.relativize(file).toString()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    webhooks.close();
    directory = copy;
    intake = new IntakeBench(intake.log);
    return started();
  }

  private ToolFiles files(TrustedServer server) {
    FetchSettings settings =
        new FetchSettings(
            Set.of(AllowedHost.parse("images.example")),
            Set.of(),
            timeout,
            "boxstream.ingest.webhooks");
    return new ToolFiles(
        new HttpFetcher(settings, Optional.of(server), Dns.SYSTEM),
        Optional.of(ServerToken.of("key")),
        LARGEST_IMAGE);
  }

  IntakeBench intake() {
    return intake;
  }

  SimpleMeterRegistry meters() {
    return meters;
  }

  Webhooks webhooks() {
    return webhooks;
  }

  DeliveryStatus labelStudio(String payload) {
    return webhooks.accept(Tool.LABEL_STUDIO, payload.getBytes(UTF_8));
  }

  DeliveryStatus cvat(String payload) {
    return webhooks.accept(Tool.CVAT, payload.getBytes(UTF_8));
  }

  /** A delivery when it has ended. */
  DeliveryStatus ended(DeliveryStatus accepted) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> webhooks.find(accepted.id()).orElseThrow(),
            status -> status.state() != DeliveryState.QUEUED);
  }

  @Override
  public void close() {
    webhooks.close();
    tool.close();
  }
}
