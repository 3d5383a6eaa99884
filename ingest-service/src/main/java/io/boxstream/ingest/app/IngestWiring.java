package io.boxstream.ingest.app;

import io.boxstream.artifacts.blob.Blobs;
import io.boxstream.artifacts.snapshot.DataSetSnapshots;
import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.artifacts.store.ObjectStores;
import io.boxstream.artifacts.store.RetrySettings;
import io.boxstream.events.EventCodec;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.KafkaClients;
import io.boxstream.events.KafkaEventPublisher;
import io.boxstream.events.KafkaSettings;
import io.boxstream.events.Topics;
import io.boxstream.events.consume.DeadLetters;
import io.boxstream.images.CanonicalImages;
import io.boxstream.images.ImageLimits;
import io.boxstream.images.Thumbnails;
import io.boxstream.images.crash.FileCrashGuard;
import io.boxstream.ingest.archive.ArchiveLimits;
import io.boxstream.ingest.catalog.FollowedIndex;
import io.boxstream.ingest.catalog.ImageCatalog;
import io.boxstream.ingest.catalog.RejectionCatalog;
import io.boxstream.ingest.catalog.TopicIdentity;
import io.boxstream.ingest.catalog.TopicIndex;
import io.boxstream.ingest.catalog.TopicPositions;
import io.boxstream.ingest.content.ImageReader;
import io.boxstream.ingest.content.RecordReader;
import io.boxstream.ingest.content.ThumbnailReader;
import io.boxstream.ingest.disk.IndexFile;
import io.boxstream.ingest.export.DataSetExports;
import io.boxstream.ingest.hardexamples.FirstModels;
import io.boxstream.ingest.hardexamples.HardExampleAnswers;
import io.boxstream.ingest.hardexamples.HardExampleCatalog;
import io.boxstream.ingest.hardexamples.HardExampleExports;
import io.boxstream.ingest.hardexamples.HardExampleImages;
import io.boxstream.ingest.hardexamples.HardExampleMetrics;
import io.boxstream.ingest.hardexamples.HardExampleTombstones;
import io.boxstream.ingest.hardexamples.OpenExamples;
import io.boxstream.ingest.imports.ImportConcurrency;
import io.boxstream.ingest.imports.ImportSettings;
import io.boxstream.ingest.imports.Imports;
import io.boxstream.ingest.intake.ContentPlacement;
import io.boxstream.ingest.intake.ImageIntake;
import io.boxstream.ingest.intake.ImageLog;
import io.boxstream.ingest.intake.IntakeMetrics;
import io.boxstream.ingest.intake.IntakeThreads;
import io.boxstream.ingest.intake.LabelRules;
import io.boxstream.ingest.intake.NearDuplicateSettings;
import io.boxstream.ingest.intake.OutsideBoxes;
import io.boxstream.ingest.intake.Quarantine;
import io.boxstream.ingest.intake.Relabelling;
import io.boxstream.ingest.quarantine.QuarantinedImages;
import io.boxstream.ingest.quarantine.QuarantinedLabels;
import io.boxstream.ingest.quarantine.Resubmission;
import io.boxstream.ingest.rename.ClassRenames;
import io.boxstream.ingest.startup.Startup;
import io.boxstream.ingest.suspects.Dismissals;
import io.boxstream.ingest.suspects.FindingsIndex;
import io.boxstream.ingest.suspects.SuspectSettings;
import io.boxstream.ingest.suspects.Suspects;
import io.boxstream.meters.ServiceMetrics;
import io.boxstream.rest.access.OpenPaths;
import io.boxstream.rest.config.StoreConfiguration;
import io.boxstream.rest.health.FollowedTopics;
import io.boxstream.rest.upload.BodyLimit;
import io.boxstream.rest.upload.BodyLimits;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Creates the components of the service. {@link IngestProcess} closes them. */
@Singleton
class IngestWiring {

  private static final String SERVICE = "ingest";
  private static final List<String> WRITTEN =
      List.of(
          Topics.ANNOTATED_IMAGES,
          Topics.REJECTED_IMAGES,
          Topics.HARD_EXAMPLES,
          Topics.DISMISSED_SUSPECTS);
  // The readers of the data set send invalid records of the images topic to its dead-letter topic.
  // The evaluator does so for the checkpoints.
  private static final List<String> READ =
      List.of(
          Topics.REJECTED_IMAGES,
          Topics.HARD_EXAMPLES,
          Topics.LABEL_FINDINGS,
          Topics.DISMISSED_SUSPECTS);
  private static final int RECORDS_PER_POLL = 100;
  // A produce request contains one batch per partition. Kafka's default of 16 KiB would hold only
  // one or two images.
  private static final int BATCH_BYTES = 512 * 1024;

  /** Records that are read for requests at the same time. */
  private static final int RECORD_READERS = 4;

  private static final Duration RETRY_DELAY = Duration.ofSeconds(2);

  private final IngestConfig config;
  private final ImageLimits limits;

  IngestWiring(IngestConfig config) {
    this.config = config;
    IngestConfig.Image image = config.ingest().image();
    this.limits =
        new ImageLimits(
            Math.toIntExact(image.maxBytes().asLongValue()), image.maxSide(), image.maxPixels());
  }

  @Produces
  @Singleton
  ServiceMetrics serviceMetrics(MeterRegistry registry) {
    return new ServiceMetrics(registry, config.workDirectory(), WRITTEN, READ);
  }

  @Produces
  @Singleton
  FileCrashGuard crashGuard(ServiceMetrics metrics) {
    FileCrashGuard guard = FileCrashGuard.open(config.workDirectory().resolve("crashes"));
    metrics.guarding(guard);
    return guard;
  }

  @Produces
  @Singleton
  Thumbnails thumbnails(FileCrashGuard guard) {
    return new Thumbnails(limits, guard);
  }

  @Produces
  @Singleton
  EventPublisher publisher(KafkaSettings kafka, ServiceMetrics metrics) {
    // Half of a request's timeout is for finding the broker, the rest for the acknowledgement.
    long block = config.ingest().acknowledgementTimeout().toMillis() / 2;
    Map<String, String> properties =
        Map.of("max.block.ms", Long.toString(block), "batch.size", Integer.toString(BATCH_BYTES));
    return metrics.observed(KafkaEventPublisher.connect(kafka.with(properties), SERVICE));
  }

  @Produces
  @Singleton
  ObjectStore store(ServiceMetrics metrics) {
    Duration deadline = config.ingest().storeTimeout();
    RetrySettings retrySettings =
        new RetrySettings(
            Duration.ofMillis(100), Duration.ofSeconds(1), deadline, deadline, deadline);
    return ObjectStores.open(
        StoreConfiguration.settings(config.store()), retrySettings, metrics.store());
  }

  @Produces
  @Singleton
  Blobs blobs(ObjectStore store) {
    return new Blobs(store);
  }

  @Produces
  @Singleton
  IndexFile index() {
    return IndexFile.open(config.workDirectory().resolve("index.mv"));
  }

  @Produces
  @Singleton
  IntakeThreads threads() {
    return new IntakeThreads();
  }

  @Produces
  @Singleton
  ImageCatalog images(IndexFile index) {
    return new ImageCatalog(index, EventCodec.forService(SERVICE));
  }

  @Produces
  @Singleton
  RejectionCatalog rejections(IndexFile index) {
    return new RejectionCatalog(index, EventCodec.forService(SERVICE), Clock.systemUTC());
  }

  @Produces
  @Singleton
  FindingsIndex findings(IndexFile index, ImageCatalog images) {
    return new FindingsIndex(index, EventCodec.forService(SERVICE), images.changed());
  }

  @Produces
  @Singleton
  Dismissals dismissals(IndexFile index, ImageCatalog images) {
    return new Dismissals(index, EventCodec.forService(SERVICE), images.changed());
  }

  @Produces
  @Singleton
  Suspects suspects(
      IndexFile index,
      ImageCatalog images,
      FindingsIndex findings,
      Dismissals dismissals,
      EventPublisher publisher) {
    return new Suspects(
        index,
        images,
        findings,
        dismissals,
        publisher,
        new SuspectSettings(
            config.ingest().nearDuplicates().distance(), config.ingest().acknowledgementTimeout()));
  }

  @Produces
  @Singleton
  Startup startup(
      KafkaSettings kafka,
      EventPublisher publisher,
      ObjectStore store,
      IndexFile index,
      ImageCatalog images,
      RejectionCatalog rejections,
      HardExampleCatalog hardExamples,
      FirstModels firstModels,
      FindingsIndex findings,
      Dismissals dismissals,
      ServiceMetrics metrics) {
    DeadLetters deadLetters = new DeadLetters(publisher, Clock.systemUTC());
    // The readers of the data set already send invalid records of this topic to the dead-letter
    // topic.
    TopicPositions imagePositions = new TopicPositions(index.store(), images, images.own());
    FollowedIndex followedImages = followed(images, imagePositions, false, kafka, deadLetters);
    FollowedIndex followedRejections =
        followed(
            rejections, new TopicPositions(index.store(), rejections), true, kafka, deadLetters);
    FollowedIndex followedExamples =
        followed(
            hardExamples,
            new TopicPositions(index.store(), hardExamples),
            true,
            kafka,
            deadLetters);
    Startup startup =
        new Startup(
            store,
            List.of(
                followedImages,
                followedRejections,
                followedExamples,
                followed(
                    findings,
                    new TopicPositions(index.store(), findings),
                    true,
                    kafka,
                    deadLetters),
                followed(
                    dismissals,
                    new TopicPositions(index.store(), dismissals),
                    true,
                    kafka,
                    deadLetters)),
            followed(
                firstModels,
                new TopicPositions(index.store(), firstModels),
                false,
                kafka,
                deadLetters),
            RETRY_DELAY);
    startup.loops().forEach(metrics::reading);
    return startup;
  }

  @Produces
  @Singleton
  FollowedTopics followedTopics(Startup startup) {
    return new FollowedTopics(startup.loops());
  }

  /** Label Studio and CVAT show secrets of their own. */
  @Produces
  @Singleton
  OpenPaths openPaths() {
    return Set.of("/v1/webhooks/label-studio", "/v1/webhooks/cvat")::contains;
  }

  @Produces
  @Singleton
  BodyLimits bodyLimits() {
    BodyLimit upload = MultipartForm.bodyLimit(limits);
    BodyLimit delivery =
        BodyLimit.of(
            config.ingest().webhooks().maxBytes().asLongValue(),
            "boxstream.ingest.webhooks.max-bytes");
    return (method, path) -> {
      if (path.startsWith("/v1/imports")) {
        return Optional.empty();
      }
      return Optional.of(path.startsWith("/v1/webhooks") ? delivery : upload);
    };
  }

  private static FollowedIndex followed(
      TopicIndex topicIndex,
      TopicPositions positions,
      boolean rejects,
      KafkaSettings kafka,
      DeadLetters deadLetters) {
    String clientId = "boxstream-ingest-" + topicIndex.topic() + "-";
    AtomicInteger consumers = new AtomicInteger();
    return new FollowedIndex(
        topicIndex,
        positions,
        () ->
            KafkaClients.assignedConsumer(
                kafka, clientId + consumers.incrementAndGet(), RECORDS_PER_POLL),
        new TopicIdentity(kafka, topicIndex.topic()),
        deadLetters,
        rejects);
  }

  @Produces
  @Singleton
  ImageLog log(EventPublisher publisher, ImageCatalog images, IntakeThreads threads) {
    IngestConfig.NearDuplicates near = config.ingest().nearDuplicates();
    return new ImageLog(
        publisher,
        images,
        threads,
        new NearDuplicateSettings(near.policy(), near.distance()),
        config.ingest().acknowledgementTimeout());
  }

  @Produces
  @Singleton
  RecordReader records(KafkaSettings kafka) {
    return recordReader(kafka, Topics.ANNOTATED_IMAGES);
  }

  private RecordReader recordReader(KafkaSettings kafka, String topic) {
    AtomicInteger consumers = new AtomicInteger();
    return new RecordReader(
        topic,
        () ->
            KafkaClients.singleRecordConsumer(
                kafka, "boxstream-ingest-reader-" + topic + "-" + consumers.incrementAndGet()),
        RECORD_READERS,
        config.ingest().acknowledgementTimeout());
  }

  @Produces
  @Singleton
  ImageReader reader(ImageCatalog images, RecordReader records, Blobs blobs) {
    return new ImageReader(images, records, EventCodec.forService(SERVICE), blobs);
  }

  @Produces
  @Singleton
  ThumbnailReader thumbnailReader(ImageReader reader, Thumbnails thumbnails) {
    return new ThumbnailReader(reader, thumbnails, Runtime.getRuntime().availableProcessors());
  }

  @Produces
  @Singleton
  LabelRules rules() {
    return new LabelRules(Set.copyOf(config.ingest().classes().orElse(List.of())), outsideBoxes());
  }

  @Produces
  @Singleton
  IntakeMetrics intakeMetrics(MeterRegistry registry) {
    return new IntakeMetrics(registry, System::nanoTime);
  }

  @Produces
  @Singleton
  Relabelling relabelling(
      ImageLog log, ImageReader reader, LabelRules rules, IntakeMetrics metrics) {
    return new Relabelling(log, reader, rules, metrics);
  }

  @Produces
  @Singleton
  DataSetExports exports(
      KafkaSettings kafka, ImageCatalog images, ImageReader reader, ObjectStore store) {
    AtomicInteger consumers = new AtomicInteger();
    return new DataSetExports(
        config.workDirectory().resolve("exports"),
        images,
        reader,
        new DataSetSnapshots(store),
        () ->
            KafkaClients.assignedConsumer(
                kafka, "boxstream-ingest-export-" + consumers.incrementAndGet(), RECORDS_PER_POLL),
        config.ingest().acknowledgementTimeout());
  }

  @Produces
  @Singleton
  ClassRenames renames(
      ImageCatalog images,
      Relabelling relabelling,
      LabelRules rules,
      IntakeThreads threads,
      Startup startup) {
    return new ClassRenames(
        config.workDirectory().resolve("renames"),
        images,
        relabelling,
        rules,
        threads.blocking(),
        startup::await);
  }

  @Produces
  @Singleton
  Quarantine quarantine(
      ObjectStore store,
      EventPublisher publisher,
      RejectionCatalog rejections,
      IntakeThreads threads) {
    Clock clock = Clock.systemUTC();
    Duration timeout = config.ingest().acknowledgementTimeout();
    return new Quarantine(
        Blobs.ofQuarantine(store, clock), publisher, rejections, clock, threads, timeout);
  }

  @Produces
  @Singleton
  ImageIntake intake(
      FileCrashGuard guard,
      ImageLog log,
      Blobs blobs,
      Quarantine quarantine,
      LabelRules rules,
      IntakeMetrics metrics) {
    return new ImageIntake(
        new CanonicalImages(limits, guard),
        rules,
        log,
        new ContentPlacement(blobs, Math.toIntExact(config.ingest().inlineLimit().asLongValue())),
        quarantine,
        metrics);
  }

  private OutsideBoxes outsideBoxes() {
    IngestConfig.Labels labels = config.ingest().labels();
    return switch (labels.outsideBoxes()) {
      case CLIP -> OutsideBoxes.clip(labels.minimumInside());
      case STRICT -> OutsideBoxes.STRICT;
    };
  }

  @Produces
  @Singleton
  Resubmission resubmission(
      RejectionCatalog rejections, Blobs blobs, ImageIntake intake, Quarantine quarantine) {
    return new Resubmission(rejections, blobs, intake, quarantine, limits.maxBytes());
  }

  @Produces
  @Singleton
  QuarantinedImages quarantinedImages(Blobs blobs, FileCrashGuard guard) {
    return new QuarantinedImages(blobs, limits, guard);
  }

  @Produces
  @Singleton
  QuarantinedLabels quarantinedLabels(QuarantinedImages images) {
    return new QuarantinedLabels(images, limits);
  }

  @Produces
  @Singleton
  HardExampleCatalog hardExamples(IndexFile index, ImageCatalog images) {
    return new HardExampleCatalog(index, images, EventCodec.forService(SERVICE), Clock.systemUTC());
  }

  @Produces
  @Singleton
  OpenExamples openExamples(HardExampleCatalog examples) {
    return new OpenExamples(examples, System::nanoTime);
  }

  @Produces
  @Singleton
  HardExampleMetrics hardExampleMetrics(MeterRegistry registry, HardExampleCatalog examples) {
    return new HardExampleMetrics(registry, examples::size);
  }

  @Produces
  @Singleton
  FirstModels firstModels(
      HardExampleCatalog examples, ObjectStore store, HardExampleMetrics metrics) {
    return new FirstModels(
        examples,
        new DataSetSnapshots(store),
        EventCodec.forService(SERVICE),
        config.workDirectory().resolve("snapshots"),
        metrics,
        Clock.systemUTC().instant());
  }

  @Produces
  @Singleton
  HardExampleImages hardExampleImages(KafkaSettings kafka, Blobs blobs, Thumbnails thumbnails) {
    return new HardExampleImages(
        recordReader(kafka, Topics.HARD_EXAMPLES),
        EventCodec.forService(SERVICE),
        blobs,
        thumbnails);
  }

  @Produces
  @Singleton
  HardExampleAnswers hardExampleAnswers(
      HardExampleCatalog examples,
      HardExampleImages images,
      ImageIntake intake,
      EventPublisher publisher,
      HardExampleMetrics metrics) {
    return new HardExampleAnswers(
        examples,
        images,
        intake,
        new HardExampleTombstones(publisher, config.ingest().acknowledgementTimeout()),
        metrics);
  }

  @Produces
  @Singleton
  HardExampleExports hardExampleExports(HardExampleCatalog examples, HardExampleImages images) {
    return new HardExampleExports(
        config.workDirectory().resolve("hard-example-exports"), examples, images);
  }

  @Produces
  @Singleton
  ImageLimits imageLimits() {
    return limits;
  }

  @Produces
  @Singleton
  Imports imports(
      ImageIntake intake,
      IntakeThreads threads,
      Startup startup,
      MeterRegistry registry,
      RejectionCatalog rejections,
      Suspects suspects) {
    IngestConfig.Archive archive = config.ingest().archive();
    IngestConfig.Imports work = config.ingest().imports();
    ImportSettings settings =
        new ImportSettings(
            config.workDirectory().resolve("imports"),
            archive.maxBytes().asLongValue(),
            new ArchiveLimits(
                archive.maxEntries(), archive.maxUnpacked().asLongValue(), archive.maxRatio()),
            limits.maxBytes(),
            new ImportConcurrency(
                work.parallelism().orElse(Runtime.getRuntime().availableProcessors()),
                work.unacknowledgedImages(),
                work.unacknowledgedBytes().asLongValue()),
            work.waiting(),
            work.longestWait());
    Imports imports =
        new Imports(settings, intake, threads.blocking(), startup::await, Clock.systemUTC());
    new IngestMetrics(registry, imports::active, rejections::size, suspects);
    return imports;
  }
}
