package io.boxstream.benchmarks;

import static java.util.Objects.requireNonNull;

import java.net.URI;

/**
 * A service in a process of its own.
 *
 * @param address where it answers
 * @param process which it is
 */
record RunningService(URI address, ServerProcess process) {

  RunningService {
    requireNonNull(address, "address");
    requireNonNull(process, "process");
  }
}
