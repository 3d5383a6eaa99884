package io.boxstream.cli.command;

import picocli.CommandLine.Command;

/** Like {@link RunCommand}. */
@Command(name = "kafka", description = "Kafka's console tools for the broker of a local run.")
final class KafkaCommand extends ScriptCommand {}
