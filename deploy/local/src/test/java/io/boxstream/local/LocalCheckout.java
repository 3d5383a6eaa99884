package io.boxstream.local;

import io.boxstream.local.settings.Installation;
import io.boxstream.testbed.FreePorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What tests need to know about the checkout and the machine that they run in. */
public final class LocalCheckout {

  /** The checkout's root. */
  public static final Path HOME = home();

  public static final Installation INSTALLATION = new Installation(HOME);

  private static final int PORTS = 10;

  /** Below the ports that the system gives out, there is room for three processes. */
  private static final int PROCESS_PORTS = 4000;

  private LocalCheckout() {}

  /**
   * Whether the services and the console are packaged, so that they can be started as processes.
   */
  public static boolean servicesAreBuilt() {
    return Stream.of("ingest", "trainer", "evaluator", "inference")
            .allMatch(name -> isBuilt(name + "-service"))
        && consoleIsBuilt();
  }

  /** Whether the console is packaged, so that it can be started as a process. */
  public static boolean consoleIsBuilt() {
    return isBuilt("console");
  }

  private static boolean isBuilt(String module) {
    return Files.exists(HOME.resolve(module).resolve("target/quarkus-app/quarkus-run.jar"));
  }

  /** A base after which all ports of a run are free, and which no other process of tests takes. */
  public static int freePortBase() {
    int first = 16_000 + PROCESS_PORTS * Integer.getInteger("test.process", 1);
    return IntStream.iterate(
            first + (int) (ProcessHandle.current().pid() % (PROCESS_PORTS / 2)),
            base -> base + PORTS + 1)
        .filter(
            base ->
                IntStream.rangeClosed(1, PORTS).allMatch(offset -> FreePorts.isFree(base + offset)))
        .findFirst()
        .orElseThrow();
  }

  private static Path home() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("testbed")) ? here : here.resolve("../..").normalize();
  }
}
