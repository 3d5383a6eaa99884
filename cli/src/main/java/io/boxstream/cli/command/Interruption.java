package io.boxstream.cli.command;

import io.boxstream.cli.output.Console;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** What a user who presses Ctrl-C should know. */
public final class Interruption {

  private final AtomicReference<String> advice = new AtomicReference<>();
  private final Console console;

  public Interruption(Console console) {
    this.console = Objects.requireNonNull(console, "console");
  }

  /** Keeps what is to be said if the command is interrupted from here on. */
  void advise(String text) {
    advice.set(text);
  }

  /** Nothing is to be said: the command has ended. */
  public void forget() {
    advice.set(null);
  }

  /** Says it once; nothing after the end of a command. */
  public void report() {
    String text = advice.getAndSet(null);
    if (text != null) {
      console.say((console.columns().isPresent() ? "\n" : "") + "interrupted: " + text);
    }
  }
}
