package io.boxstream.ingest.app;

import io.boxstream.ingest.disk.SmallDisk;
import io.boxstream.testbed.TemporaryFolder;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/** A real broker and a real store, and a service whose work directory is on a small disk. */
public final class FullDiskTestbed implements QuarkusTestResourceLifecycleManager {

  private static final int MEGABYTES = 8;

  private final RunningTestbed servers = new RunningTestbed();
  private TemporaryFolder directory;
  private SmallDisk disk;

  @Override
  public Map<String, String> start() {
    directory = TemporaryFolder.create("full-disk-it");
    disk = SmallDisk.mount(directory.path(), MEGABYTES);
    Map<String, String> properties = new HashMap<>(servers.start());
    properties.put("boxstream.work-directory", directory.path().toString());
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
    directory.close();
  }
}
