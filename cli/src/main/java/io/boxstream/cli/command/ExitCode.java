package io.boxstream.cli.command;

/** Exit codes of the commands. */
final class ExitCode {

  /** Everything was done. */
  static final int DONE = 0;

  /** Not everything was done: images were rejected, a run failed, a file could not be used. */
  static final int INCOMPLETE = 1;

  /** The command is used wrongly. */
  static final int USAGE = 2;

  /** A service does not answer. */
  static final int NO_ANSWER = 3;

  /** A service refuses. */
  static final int REFUSED = 4;

  /** Interrupted, as by Ctrl-C. */
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
