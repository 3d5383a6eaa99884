package io.boxstream.ingest;

import io.boxstream.artifacts.blob.Blobs;
import io.boxstream.artifacts.store.InMemoryObjectStore;
import io.boxstream.events.EventCodec;
import io.boxstream.images.CanonicalImages;
import io.boxstream.images.ImageLimits;
import io.boxstream.ingest.catalog.ImageCatalog;
import io.boxstream.ingest.catalog.RejectionCatalog;
import io.boxstream.ingest.intake.ContentPlacement;
import io.boxstream.ingest.intake.ImageIntake;
import io.boxstream.ingest.intake.ImageLog;
import io.boxstream.ingest.intake.IntakeMetrics;
import io.boxstream.ingest.intake.LabelRules;
import io.boxstream.ingest.intake.OutsideBoxes;
import io.boxstream.ingest.intake.Quarantine;
import io.boxstream.ingest.quarantine.Resubmission;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.h2.mvstore.MVStore;

/** An intake with a log, a store and an index in memory. */
public final class IntakeBench {

  public static final int INLINE_LIMIT = 64 * 1024;

  private static final Duration PATIENCE = Duration.ofMillis(50);
  private static final ImageLimits LIMITS = new ImageLimits(1024 * 1024, 4096, 4_000_000);

  public final FakeLog log = new FakeLog();
  public final Blobs blobs = new Blobs(new InMemoryObjectStore());
  public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  public final RejectionCatalog rejections;
  public final ImageLog images;
  public final ImageIntake intake;
  public final Resubmission resubmission;

  public IntakeBench(String... classes) {
    MVStore index = MVStore.open(null);
    EventCodec codec = EventCodec.forService("test");
    this.rejections = new RejectionCatalog(index, codec, Clock.systemUTC());
    this.images = new ImageLog(log, new ImageCatalog(index, codec), PATIENCE);
    Quarantine quarantine = new Quarantine(blobs, log, rejections, Clock.systemUTC(), PATIENCE);
    this.intake =
        new ImageIntake(
            new CanonicalImages(LIMITS),
            new LabelRules(Set.of(classes), OutsideBoxes.clip(0.5)),
            images,
            new ContentPlacement(blobs, INLINE_LIMIT),
            quarantine,
            new IntakeMetrics(meters, System::nanoTime));
    this.resubmission = new Resubmission(rejections, blobs, intake, quarantine, LIMITS.maxBytes());
  }
}
