package io.boxstream.trainer.distributed;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Images that killed workers, which tell the coordinator of them when they join: SHA-256 in
 * hexadecimal digits, a line for each. Safe for several threads.
 */
final class RefusedImages {

  private static final int MOST_OF_A_WORKER = 1000;

  /** The longest payload with which a worker joins. */
  static final int MAX_BYTES = 65 * MOST_OF_A_WORKER;

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private final Set<String> all = ConcurrentHashMap.newKeySet();

  static byte[] toBytes(Collection<String> hashes) {
    return hashes.stream()
        .limit(MOST_OF_A_WORKER)
        .collect(Collectors.joining("\n"))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Adds those of a worker. */
  void add(byte[] bytes) {
    new String(bytes, StandardCharsets.UTF_8)
        .lines()
        .filter(line -> HASH.matcher(line).matches())
        .forEach(all::add);
  }

  Set<String> all() {
    return Set.copyOf(all);
  }
}
