package io.boxstream.kubernetes;

import io.boxstream.kubernetes.look.Look;
import io.boxstream.kubernetes.manifest.Rendered;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Looks at rendered folders: {@code Check HOME NAME RENDERED SECRETS...}, three arguments for each
 * folder after the checkout: its name, what it renders to, and the secrets that {@code init} makes
 * for it. Prints a line for each look, below one that has failed what was found, and at the end how
 * many there were. Exit code 0: all passed; 1: some failed; 2: a file cannot be read.
 */
public final class Check {
  private static final int FAILED = 1;
  private static final int UNREADABLE = 2;
  private static final int ARGUMENTS = 3;

  private Check() {}

  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), System.out));
  }

  static int run(List<String> arguments, PrintStream out) {
    try {
      Path home = Path.of(arguments.get(0));
      boolean passed = true;
      int taken = 0;
      for (int next = 1; next + ARGUMENTS <= arguments.size(); next += ARGUMENTS) {
        Rendered rendered = read(arguments.get(next + 1));
        Rendered secrets = read(arguments.get(next + 2));
        for (Look look : Looks.all(home, secrets)) {
          passed &= report(arguments.get(next), look, rendered, out);
          taken++;
        }
      }
      out.println("looks: " + taken);
      return passed ? 0 : FAILED;
    } catch (IOException failure) {
      out.println("cannot read " + failure.getMessage());
      return UNREADABLE;
    }
  }

  private static boolean report(String folder, Look look, Rendered rendered, PrintStream out)
      throws IOException {
    List<String> findings;
    try {
      findings = look.findings(rendered);
    } catch (IllegalArgumentException | NoSuchElementException failure) {
      findings = List.of("cannot be looked at: " + failure.getMessage());
    }
    out.printf("%s: %s: %s%n", findings.isEmpty() ? "passed" : "FAILED", folder, look.statement());
    findings.forEach(finding -> out.println("  " + finding));
    return findings.isEmpty();
  }

  private static Rendered read(String file) throws IOException {
    return Rendered.read(Files.readString(Path.of(file)));
  }
}
