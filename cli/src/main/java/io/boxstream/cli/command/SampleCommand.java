package io.boxstream.cli.command;

import picocli.CommandLine.Command;

/** Like {@link RunCommand}. */
@Command(name = "sample", description = "Draw the sample data set into a folder.")
final class SampleCommand extends ScriptCommand {}
