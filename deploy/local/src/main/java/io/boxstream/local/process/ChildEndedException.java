package io.boxstream.local.process;

import io.boxstream.local.LocalRunException;
import java.nio.file.Path;

/** A child process ended although nobody asked it to. */
public final class ChildEndedException extends LocalRunException {

  private static final long serialVersionUID = 1L;

  public ChildEndedException(String name, int exitCode, Path log) {
    super(name + " ended with exit code " + exitCode + "; its log is " + log);
  }
}
