package io.boxstream.cli.command;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Where the command watch remembers what it sent, by the XDG base directory specification. */
final class WatchState {

  private static final int HASH_BYTES = 8;

  private WatchState() {}

  /** The file for a folder and the service that its images go to. */
  static Path file(Session session, URI ingest, Path folder) throws IOException {
    String configured = session.variable("XDG_STATE_HOME");
    Path root =
        configured.isEmpty()
            ? Path.of(session.variable("HOME"), ".local", "state")
            : Path.of(configured);
    String key = ingest + " " + folder.toRealPath();
    return root.resolve("boxstream").resolve("watch-" + hash(key) + ".jsonl");
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
