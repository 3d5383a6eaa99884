package io.boxstream.cli.command;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version in the program's jar. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {
      Boxstream.NAME + " " + Objects.requireNonNullElse(version, "(not packaged)")
    };
  }
}
