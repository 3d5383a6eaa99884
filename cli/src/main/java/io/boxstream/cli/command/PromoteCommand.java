package io.boxstream.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Promotes a checkpoint by hand. */
@Command(name = "promote", description = "Promote a checkpoint by hand: it serves from here on.")
final class PromoteCommand extends ServiceCommand {

  @Mixin private PromotionOptions options;

  @Parameters(paramLabel = "CHECKPOINT", description = "Its id, as 'boxstream runs ID' shows it.")
  private String checkpoint;

  @Override
  int run(Session session) {
    return options.promote(session, checkpoint, "promoted from the command line");
  }
}
