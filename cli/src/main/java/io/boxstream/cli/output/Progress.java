package io.boxstream.cli.output;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How far a command is: one line that is written over on a terminal, and otherwise a line every ten
 * seconds.
 */
public final class Progress implements AutoCloseable {

  private static final String CLEAR_LINE = "\r\u001b[2K";
  private static final long REDRAW = Duration.ofMillis(100).toNanos();
  private static final long REPEAT = Duration.ofSeconds(10).toNanos();

  private final Console console;
  private final LongSupplier nanos;
  private long next;
  private boolean drawn;

  /**
   * @param nanos the time in nanoseconds
   */
  public Progress(Console console, LongSupplier nanos) {
    this.console = console;
    this.nanos = nanos;
    this.next = nanos.getAsLong() + (isTerminal() ? 0 : REPEAT);
  }

  /** Shows how far it is; not every call is seen. */
  public synchronized void show(String line) {
    if (nanos.getAsLong() - next < 0) {
      return;
    }
    next = nanos.getAsLong() + (isTerminal() ? REDRAW : REPEAT);
    if (isTerminal()) {
      PrintStream err = console.err();
      err.print(CLEAR_LINE + cut(line, console.columns().getAsInt() - 1));
      err.flush();
      drawn = true;
    } else {
      console.say(line);
    }
  }

  /** Prints a line that stays. */
  public synchronized void say(String line) {
    close();
    console.say(line);
  }

  /** Removes the line. */
  @Override
  public synchronized void close() {
    if (drawn) {
      console.err().print(CLEAR_LINE);
      console.err().flush();
      drawn = false;
      next = nanos.getAsLong();
    }
  }

  private boolean isTerminal() {
    return console.columns().isPresent();
  }

  private static String cut(String line, int room) {
    return line.length() <= room ? line : line.substring(0, Math.max(0, room - 1)) + "…";
  }
}
