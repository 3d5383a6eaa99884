package io.boxstream.cli.command;

import picocli.CommandLine.Command;

/** The scripts that start the command line have this command: here it is listed and completed. */
@Command(
    name = "run",
    description =
        "Run everything on this machine: broker, store and services; import, train, evaluate,"
            + " promote, detect.")
final class RunCommand extends ScriptCommand {}
