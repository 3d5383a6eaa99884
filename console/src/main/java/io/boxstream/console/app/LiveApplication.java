package io.boxstream.console.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.console.Service;
import io.boxstream.console.alerts.AlertWatch;
import io.boxstream.console.alerts.Alerting;
import io.boxstream.console.alerts.ConsoleAlerts;
import io.boxstream.console.answers.HttpServiceReader;
import io.boxstream.console.answers.ServiceReader;
import io.boxstream.console.answers.SharedAnswers;
import io.boxstream.console.broker.AdminBrokerSource;
import io.boxstream.console.broker.BrokerSource;
import io.boxstream.console.broker.BrokerWatch;
import io.boxstream.console.detections.LiveDetections;
import io.boxstream.console.detections.RequestImages;
import io.boxstream.console.gateway.ServiceClient;
import io.boxstream.console.health.BrokerProbe;
import io.boxstream.console.health.HealthWatch;
import io.boxstream.console.health.Probe;
import io.boxstream.console.health.ServiceProbe;
import io.boxstream.console.live.Announcements;
import io.boxstream.console.live.CountsWatch;
import io.boxstream.console.live.EventKind;
import io.boxstream.console.live.LiveHub;
import io.boxstream.console.live.RunProgressView;
import io.boxstream.console.live.TopicEvents;
import io.boxstream.console.log.LogReader;
import io.boxstream.console.log.NothingWritten;
import io.boxstream.console.log.TailedTopics;
import io.boxstream.events.EventMappers;
import io.boxstream.events.KafkaClients;
import io.boxstream.events.KafkaSettings;
import io.boxstream.events.TopicDefinition;
import io.boxstream.events.Topics;
import io.boxstream.events.consume.ConsumerLoop;
import io.boxstream.events.consume.ConsumerLoopSettings;
import io.boxstream.events.consume.DeadLetters;
import io.boxstream.meters.ServiceMetrics;
import io.boxstream.rest.health.FollowedTopics;
import io.boxstream.rest.lifecycle.ClosingStack;
import io.boxstream.rest.lifecycle.ServiceProcess;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the console does beside answering requests: it follows the topics and the services. */
@Singleton
public class LiveApplication implements ServiceProcess {
  static final String BROKER = "broker";

  private static final Logger LOG = LoggerFactory.getLogger(LiveApplication.class);
  private static final String FOLLOWED = "console-topics";
  private static final int MOST_BROWSERS = 200;
  private static final int RECORDS_AT_ONCE = 500;
  private static final int MOST_READS_WAITING = 100;
  private static final long MOST_IMAGE_BYTES = 32L * 1024 * 1024;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
  private static final Duration FLUSH = Duration.ofMillis(250);
  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final Duration BEAT = Duration.ofSeconds(15);
  private static final Duration LOOK_AT_BROKER = Duration.ofSeconds(5);

  private final ClosingStack opened = new ClosingStack();
  private final ScheduledExecutorService timer;
  private final LiveHub hub;
  private final RunProgressView runs = new RunProgressView();
  private final Announcements announcements;
  private final ConsumerLoop follower;
  private final CountsWatch counts;
  private final HealthWatch health;
  private final Optional<Alerting> alerting;
  private final ConsoleAlerts alerts;
  private final BrokerWatch broker;
  private final SharedAnswers answers;
  private final LiveDetections detections;
  private final RequestImages images;

  LiveApplication(
      ServiceClient services,
      KafkaSettings kafka,
      MeterRegistry registry,
      AlertWiring alertWiring,
      @ConfigProperty(name = "quarkus.http.body.uploads-directory") Path work) {
    Clock clock = Clock.systemUTC();
    ObjectMapper mapper = EventMappers.json();
    hub = new LiveHub(MOST_BROWSERS, UUID.randomUUID().toString(), mapper);
    announcements = new Announcements(hub, System::nanoTime);
    TailedTopics topics = new TailedTopics(TopicEvents.FROM_BEGINNING, TopicEvents.FROM_END);
    follower =
        opened.push(
            ConsumerLoop.following(
                ConsumerLoopSettings.named(FOLLOWED),
                () -> KafkaClients.assignedConsumer(kafka, "boxstream-console", RECORDS_AT_ONCE),
                topics,
                new TopicEvents(topics::isHistory, runs, announcements, mapper),
                new DeadLetters(new NothingWritten(), clock)));
    LogReader tail =
        opened.push(
            new LogReader(
                "console-tail",
                () ->
                    KafkaClients.assignedConsumer(kafka, "boxstream-console-tail", RECORDS_AT_ONCE),
                MOST_READS_WAITING,
                LONGEST_WAIT));
    LogReader single =
        opened.push(
            new LogReader(
                "console-images",
                () -> KafkaClients.singleRecordConsumer(kafka, "boxstream-console-images"),
                MOST_READS_WAITING,
                LONGEST_WAIT));
    counts = new CountsWatch(tail, hub, clock, System::nanoTime);
    detections = new LiveDetections(tail, clock, System::nanoTime);
    images = new RequestImages(single, MOST_IMAGE_BYTES);
    ServiceReader reader = new HttpServiceReader(services);
    answers = new SharedAnswers(reader, System::nanoTime);
    health =
        new HealthWatch(probes(reader, mapper), clock, all -> hub.publish(EventKind.HEALTH, all));
    broker = brokerWatch(kafka, clock);
    alerting = alertWiring.alerting();
    alerts =
        new ConsoleAlerts(
            alerting.map(
                known ->
                    new AlertWatch(
                        known.source(),
                        known.link(),
                        clock,
                        () -> hub.publish(EventKind.ALERTS, Map.of()))));
    new ServiceMetrics(registry, work, List.of(), List.of()).reading(FOLLOWED, follower::status);
    ConsoleMetrics.register(registry, hub);
    timer = Executors.newSingleThreadScheduledExecutor(task -> thread(task, "console-timer"));
    opened.push(timer::shutdownNow);
    opened.push(hub);
  }

  private Map<String, Probe> probes(ServiceReader reader, ObjectMapper mapper) {
    Map<String, Probe> probes = new LinkedHashMap<>();
    for (Service service : Service.values()) {
      probes.put(service.code(), new ServiceProbe(service, reader, mapper));
    }
    probes.put(BROKER, new BrokerProbe(follower::status, System::nanoTime));
    return probes;
  }

  /** Waits for Kafka on a thread of its own, so that what else is repeated goes on. */
  private BrokerWatch brokerWatch(KafkaSettings kafka, Clock clock) {
    BrokerSource source =
        opened.push(
            new AdminBrokerSource(
                () -> KafkaClients.admin(kafka),
                Topics.all().stream().map(TopicDefinition::name).collect(Collectors.toSet()),
                LONGEST_WAIT));
    ExecutorService executor =
        Executors.newSingleThreadExecutor(task -> thread(task, "console-broker"));
    opened.push(executor::shutdownNow);
    return new BrokerWatch(source, executor, clock, System::nanoTime);
  }

  private static Thread thread(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void start() {
    follower.start();
    every(FLUSH, announcements::flush);
    every(LOOK, health::tick);
    every(LOOK, counts::tick);
    every(LOOK_AT_BROKER, broker::tick);
    every(BEAT, hub::beat);
    alerting.ifPresent(known -> every(known.interval(), alerts::tick));
  }

  private void every(Duration interval, Runnable task) {
    var unused =
        timer.scheduleWithFixedDelay(
            () -> guarded(task), 0, interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A task that failed is done again: otherwise the timer would forget it. */
  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.warn("A task that is repeated has failed", e);
    }
  }

  @Override
  public void close() {
    opened.close();
  }

  @Produces
  @Singleton
  FollowedTopics followedTopics() {
    return new FollowedTopics(Map.of(FOLLOWED, follower::status));
  }

  @Produces
  @Singleton
  LiveHub hub() {
    return hub;
  }

  @Produces
  @Singleton
  RunProgressView runs() {
    return runs;
  }

  @Produces
  @Singleton
  HealthWatch health() {
    return health;
  }

  @Produces
  @Singleton
  BrokerWatch broker() {
    return broker;
  }

  @Produces
  @Singleton
  ConsoleAlerts alerts() {
    return alerts;
  }

  @Produces
  @Singleton
  SharedAnswers answers() {
    return answers;
  }

  @Produces
  @Singleton
  LiveDetections detections() {
    return detections;
  }

  @Produces
  @Singleton
  RequestImages images() {
    return images;
  }
}
