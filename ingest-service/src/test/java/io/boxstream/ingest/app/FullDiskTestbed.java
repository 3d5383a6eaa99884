package io.boxstream.ingest.app;

import io.boxstream.ingest.disk.SmallDisk;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A real broker and a real store, and a service whose work directory is on a small disk. */
public final class FullDiskTestbed implements QuarkusTestResourceLifecycleManager {

  private static final int MEGABYTES = 8;

  private final RunningTestbed servers = new RunningTestbed();
  private SmallDisk disk;

  @Override
  public Map<String, String> start() {
    Path directory;
    try {
      directory = Files.createTempDirectory("full-disk-it");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    disk = SmallDisk.mount(directory, MEGABYTES);
    Map<String, String> properties = new HashMap<>(servers.start());
    properties.put("boxstream.work-directory", directory.toString());
    return properties;
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(disk, new TestInjector.MatchesType(SmallDisk.class));
  }

  @Override
  public void stop() {
    servers.stop();
    disk.close();
    try {
      Files.deleteIfExists(disk.directory());
    } catch (IOException e) {
      // a disk that was not mounted has left its files: the folder is a temporary one
    }
  }
}
