package io.boxstream.ingest.app;

import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.events.EventPublisher;
import io.boxstream.ingest.catalog.RejectionCatalog;
import io.boxstream.ingest.disk.IndexFile;
import io.boxstream.ingest.imports.Imports;
import io.boxstream.ingest.intake.IntakeThreads;
import io.boxstream.ingest.startup.Startup;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Starts what runs beside requests, and closes everything in the order of its dependence. */
@ApplicationScoped
class IngestLifecycle {

  private final Startup startup;
  private final Imports imports;
  private final EventPublisher publisher;
  private final ObjectStore store;
  private final IntakeThreads threads;
  private final IndexFile index;

  IngestLifecycle(
      Startup startup,
      Imports imports,
      EventPublisher publisher,
      ObjectStore store,
      IntakeThreads threads,
      IndexFile index) {
    this.startup = startup;
    this.imports = imports;
    this.publisher = publisher;
    this.store = store;
    this.threads = threads;
    this.index = index;
  }

  void start(@Observes StartupEvent event, MeterRegistry registry, RejectionCatalog rejections) {
    new IngestMetrics(registry, imports::active, rejections::size);
    startup.start();
    imports.start();
  }

  void stop(@Observes ShutdownEvent event) {
    imports.close();
    index.stopWaiting();
    startup.close();
    publisher.close();
    threads.close();
    store.close();
    index.close();
  }
}
