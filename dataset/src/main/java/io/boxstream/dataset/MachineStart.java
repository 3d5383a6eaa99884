package io.boxstream.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Identifies the start of this machine. */
final class MachineStart {
  private static final Path LINUX = Path.of("/proc/sys/kernel/random/boot_id");

  private MachineStart() {}

  /** A text that another start, and another machine, does not have; empty if it is unknown. */
  static Optional<String> id() {
    try {
      return Optional.of(Files.readString(LINUX).strip()).filter(id -> !id.isEmpty());
    } catch (IOException unknown) {
      return Optional.empty();
    }
  }
}
