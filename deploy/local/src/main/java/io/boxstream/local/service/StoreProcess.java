package io.boxstream.local.service;

import io.boxstream.local.process.ChildCommand;
import io.boxstream.local.process.JavaCommands;
import io.boxstream.local.settings.Ports;
import io.boxstream.local.settings.Secrets;
import io.boxstream.local.settings.StateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The S3 store as a child process: S3Proxy over a folder, version 4 signatures. */
final class StoreProcess {

  private static final int HEAP_MEGABYTES = 256;

  private StoreProcess() {}

  /** Writes the store's settings, credentials included, for the owner only. */
  static ChildCommand prepare(StateFolder state, Ports ports, JavaCommands java) {
    Secrets secrets = state.secrets();
    Path file = state.file("store.properties");
    String settings =
        """
        s3proxy.endpoint=http://127.0.0.1:%d
        s3proxy.authorization=aws-v4
        s3proxy.identity=%s
        s3proxy.credential=%s
        jclouds.provider=filesystem-nio2
        jclouds.identity=unused
        jclouds.credential=unused
        jclouds.filesystem.basedir=%s
        """
            .formatted(
                ports.store(),
                secrets.accessKey(),
                secrets.secretKey(),
                state.part("store").toString().replace("\\", "\\\\"));
    try {
      StateFolder.writePrivately(file, settings);
    } catch (IOException e) {
      throw new UncheckedIOException("could not write " + file, e);
    }
    return new ChildCommand(
        "store",
        java.run(
            HEAP_MEGABYTES,
            ConsoleLog.properties("info"),
            System.getProperty("java.class.path"),
            "org.gaul.s3proxy.Main",
            List.of("--properties", file.toString())),
        Map.of(),
        state.logs().resolve("store.log"));
  }
}
