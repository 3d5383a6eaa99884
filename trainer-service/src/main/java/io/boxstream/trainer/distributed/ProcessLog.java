package io.boxstream.trainer.distributed;

import java.util.logging.ConsoleHandler;
import java.util.logging.Logger;

/** The log of processes that run without Quarkus. */
public final class ProcessLog {

  /** Strong, because the log manager forgets loggers that nobody refers to. */
  private static final Logger ROOT = Logger.getLogger("");

  private ProcessLog() {}

  /** Writes what is logged from now on to the standard error stream. */
  public static void toConsole() {
    ROOT.addHandler(new ConsoleHandler());
  }
}
