package io.boxstream.ingest.app;

import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.events.EventPublisher;
import io.boxstream.images.crash.FileCrashGuard;
import io.boxstream.ingest.content.RecordReader;
import io.boxstream.ingest.disk.IndexFile;
import io.boxstream.ingest.hardexamples.HardExampleImages;
import io.boxstream.ingest.imports.Imports;
import io.boxstream.ingest.intake.IntakeThreads;
import io.boxstream.ingest.rename.ClassRenames;
import io.boxstream.ingest.startup.Startup;
import io.boxstream.ingest.suspects.SuspectChecker;
import io.boxstream.ingest.suspects.Suspects;
import io.boxstream.ingest.webhooks.Webhooks;
import io.boxstream.rest.lifecycle.ClosingStack;
import io.boxstream.rest.lifecycle.ServiceProcess;
import jakarta.inject.Singleton;

/** Starts what runs beside requests, and closes everything in the order of its dependence. */
@Singleton
public class IngestProcess implements ServiceProcess {

  private final ClosingStack opened = new ClosingStack();
  private final Startup startup;
  private final Imports imports;
  private final ClassRenames renames;
  private final Webhooks webhooks;
  private final SuspectChecker checker;

  IngestProcess(
      FileCrashGuard guard,
      IndexFile index,
      ObjectStore store,
      IntakeThreads threads,
      RecordReader records,
      HardExampleImages hardExamples,
      EventPublisher publisher,
      Startup startup,
      Imports imports,
      ClassRenames renames,
      Webhooks webhooks,
      Suspects suspects) {
    opened.push(guard);
    opened.push(index);
    opened.push(store);
    opened.push(threads);
    opened.push(records);
    opened.push(hardExamples);
    opened.push(publisher);
    this.startup = opened.push(startup);
    opened.push(index::stopWaiting);
    this.imports = opened.push(imports);
    this.renames = opened.push(renames);
    this.webhooks = opened.push(webhooks);
    this.checker = opened.push(suspects.checker());
  }

  @Override
  public void start() {
    startup.start();
    imports.start();
    renames.start();
    webhooks.start();
    checker.start();
  }

  @Override
  public void close() {
    opened.close();
  }
}
