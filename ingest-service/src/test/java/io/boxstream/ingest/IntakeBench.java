package io.boxstream.ingest;

import io.boxstream.artifacts.blob.Blobs;
import io.boxstream.artifacts.store.InMemoryObjectStore;
import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.events.EventCodec;
import io.boxstream.events.Topics;
import io.boxstream.images.CanonicalImages;
import io.boxstream.images.ImageLimits;
import io.boxstream.ingest.catalog.ImageCatalog;
import io.boxstream.ingest.catalog.RejectionCatalog;
import io.boxstream.ingest.content.ImageReader;
import io.boxstream.ingest.content.RecordReader;
import io.boxstream.ingest.disk.IndexFile;
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
import io.boxstream.ingest.quarantine.Resubmission;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/** An intake with a log, a store and an index in memory. */
public final class IntakeBench {

  public static final int INLINE_LIMIT = 64 * 1024;

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final ImageLimits LIMITS = new ImageLimits(1024 * 1024, 4096, 4_000_000);

  public final FakeLog log;
  public final ObjectStore store = new InMemoryObjectStore();
  public final Blobs blobs = new Blobs(store);
  public final IntakeThreads threads = new IntakeThreads();
  public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  public final RejectionCatalog rejections;
  public final ImageCatalog catalog;
  public final ImageReader reader;
  public final LabelRules rules;
  public final Relabelling relabelling;
  public final ImageLog images;
  public final Quarantine quarantine;
  public final ImageIntake intake;
  public final Resubmission resubmission;

  public IntakeBench(String... classes) {
    this(new FakeLog(), classes);
  }

  /** An intake with a policy for images that look nearly the same. */
  public IntakeBench(NearDuplicateSettings nearDuplicates) {
    this(new FakeLog(), nearDuplicates);
  }

  /** An intake on a log that others have written, as its index would have read it. */
  public IntakeBench(FakeLog log, String... classes) {
    this(log, NearDuplicateSettings.defaults(), classes);
  }

  private IntakeBench(FakeLog log, NearDuplicateSettings nearDuplicates, String... classes) {
    this.log = log;
    IndexFile index = IndexFile.inMemory();
    EventCodec codec = EventCodec.forService("test");
    this.rejections = new RejectionCatalog(index, codec, Clock.systemUTC());
    this.catalog = new ImageCatalog(index, codec);
    this.rules = new LabelRules(Set.of(classes), OutsideBoxes.clip(0.5));
    log.records().stream()
        .filter(record -> record.topic().equals(Topics.ANNOTATED_IMAGES))
        .forEach(catalog::apply);
    this.images = new ImageLog(log, catalog, threads, nearDuplicates, TIMEOUT);
    this.quarantine =
        new Quarantine(
            Blobs.ofQuarantine(store, Clock.systemUTC()),
            log,
            rejections,
            Clock.systemUTC(),
            threads,
            TIMEOUT);
    IntakeMetrics metrics = new IntakeMetrics(meters, System::nanoTime);
    RecordReader records = new RecordReader(Topics.ANNOTATED_IMAGES, log::consumer, 4, TIMEOUT);
    this.reader = new ImageReader(catalog, records, codec, blobs);
    this.relabelling = new Relabelling(images, reader, rules, metrics);
    this.intake =
        new ImageIntake(
            new CanonicalImages(LIMITS),
            rules,
            images,
            new ContentPlacement(blobs, INLINE_LIMIT),
            quarantine,
            metrics);
    this.resubmission = new Resubmission(rejections, blobs, intake, quarantine, LIMITS.maxBytes());
  }
}
