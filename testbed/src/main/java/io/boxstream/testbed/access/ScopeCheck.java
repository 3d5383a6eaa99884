package io.boxstream.testbed.access;

import io.boxstream.access.Scope;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tries every operation of a running service without a key, with a key that has every scope but the
 * documented one, and with a key that has only that one.
 */
public final class ScopeCheck {
  private static final Set<Integer> NOT_LET_IN = Set.of(401, 403, 500);
  private static final List<String> METRICS =
      List.of(
          "/q/metrics",
          "/q/metrics/",
          "//q/metrics",
          "/q//metrics",
          "/q/%6detrics",
          "/%71/metrics",
          "/q/metrics;a=b",
          "/q/openapi/../metrics",
          "/q/health/../metrics",
          "/q/metrics/json");

  private final Operations operations;
  private final List<String> faults = new ArrayList<>();

  private ScopeCheck(Operations operations) {
    this.operations = operations;
  }

  /**
   * What is not as {@code docs/security.md} says.
   *
   * @param service without {@code -service}
   * @param address of the service, which reads the file of these keys
   */
  public static List<String> faults(String service, URI address, TestKeys keys)
      throws IOException, InterruptedException {
    ScopeCheck check = new ScopeCheck(Operations.of(address, keys));
    // The table also has operations that the OpenAPI document hides.
    Map<String, Optional<Scope>> documented = ScopeTable.of(service);
    check.compare(documented.keySet());
    for (Map.Entry<String, Optional<Scope>> operation : documented.entrySet()) {
      if (operation.getValue().isPresent()) {
        check.attempt(operation.getKey(), operation.getValue().get());
      }
    }
    for (String spelling : METRICS) {
      check.attemptMetrics(spelling);
    }
    return check.faults;
  }

  /** Every other scope is not enough, however the address is written. */
  private void attemptMetrics(String spelling) throws IOException, InterruptedException {
    String operation = "GET " + spelling;
    int withoutKey = operations.statusWithoutKey(operation);
    int tooSmall = operations.statusWithout(operation, Scope.METRICS);
    if (withoutKey / 100 != 4 || tooSmall / 100 != 4) {
      faults.add(
          "%s answers %d without a key and %d without metrics"
              .formatted(operation, withoutKey, tooSmall));
    }
  }

  private void compare(Set<String> documented) {
    if (operations.names().isEmpty()) {
      faults.add("the OpenAPI document has no operation");
    }
    for (String operation : operations.names()) {
      if (!documented.contains(operation)) {
        faults.add(operation + " is not in the table of scopes");
      }
    }
  }

  private void attempt(String operation, Scope scope) throws IOException, InterruptedException {
    int withoutKey = operations.statusWithoutKey(operation);
    if (withoutKey != 401) {
      faults.add("%s answers %d without a key".formatted(operation, withoutKey));
    }
    int tooSmall = operations.statusWithout(operation, scope);
    if (tooSmall != 403) {
      faults.add("%s answers %d without %s".formatted(operation, tooSmall, scope.code()));
    }
    int right = operations.statusWith(operation, scope);
    if (NOT_LET_IN.contains(right)) {
      faults.add("%s answers %d with %s".formatted(operation, right, scope.code()));
    }
  }
}
