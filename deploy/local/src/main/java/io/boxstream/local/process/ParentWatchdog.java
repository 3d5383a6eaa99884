package io.boxstream.local.process;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * The entry point of every child JVM: runs the main class named by the first argument, and ends the
 * process in order when its standard input ends, which happens when the launcher is gone, even when
 * it was killed.
 */
public final class ParentWatchdog {

  private ParentWatchdog() {}

  /**
   * Runs another main class on a tether.
   *
   * @param arguments the name of the main class, then its arguments
   */
  public static void main(String[] arguments) throws ReflectiveOperationException {
    if (arguments.length == 0) {
      throw new IllegalArgumentException("no main class given");
    }
    Thread watcher = new Thread(ParentWatchdog::awaitParent, "tether");
    watcher.setDaemon(true);
    watcher.start();
    String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
    try {
      Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
    } catch (InvocationTargetException e) {
      e.getCause().printStackTrace();
      System.exit(1);
    }
  }

  private static void awaitParent() {
    try {
      while (System.in.read() >= 0) {
        continue;
      }
    } catch (IOException e) {
      System.err.println("cannot read from the launcher: " + e);
    }
    System.exit(143);
  }
}
