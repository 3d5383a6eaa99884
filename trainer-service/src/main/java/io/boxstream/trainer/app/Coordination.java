package io.boxstream.trainer.app;

import io.boxstream.detection.training.GradientCompression;
import io.boxstream.rest.lifecycle.ClosingStack;
import io.boxstream.trainer.WorkDirectory;
import io.boxstream.trainer.distributed.DistributedSettings;
import io.boxstream.trainer.distributed.DistributedTrainingBackend;
import io.boxstream.trainer.distributed.ParticipantSettings;
import io.boxstream.trainer.distributed.ParticipantSupervisor;
import io.boxstream.trainer.distributed.Rendezvous;
import io.boxstream.trainer.distributed.Role;
import io.boxstream.trainer.loop.TrainingBackend;
import java.net.InetSocketAddress;
import java.util.List;

/** What a coordinator has in addition: a place where participants join, and the scheduler. */
final class Coordination {

  private static final String KEYS = "boxstream.trainer.distributed.";

  private Coordination() {}

  /**
   * The backend that the configured role trains with.
   *
   * @param local trains in this process
   * @param opened receives what is to be closed
   * @throws IllegalArgumentException if the role is not one of this process
   */
  static TrainingBackend backend(
      TrainerConfiguration configuration, TrainingBackend local, ClosingStack opened) {
    TrainerConfiguration.Distributed distributed = configuration.trainer().distributed();
    return switch (distributed.role()) {
      case NONE -> local;
      case COORDINATOR -> coordinator(configuration, local, opened);
      case WORKER, SERVER ->
          throw new IllegalArgumentException(
              KEYS
                  + "role is "
                  + distributed.role()
                  + ", which is a role of the program "
                  + ParticipantMain.class.getName());
    };
  }

  private static TrainingBackend coordinator(
      TrainerConfiguration configuration, TrainingBackend local, ClosingStack opened) {
    TrainerConfiguration.Distributed distributed = configuration.trainer().distributed();
    String token =
        distributed
            .token()
            .orElseThrow(
                () -> new IllegalArgumentException("a coordinator needs " + KEYS + "token"));
    Rendezvous rendezvous =
        opened.push(
            Rendezvous.open(
                new InetSocketAddress(distributed.host(), distributed.port()),
                token,
                distributed.silence()));
    WorkDirectory work = new WorkDirectory(configuration.workDirectory().toAbsolutePath());
    ParticipantSettings settings =
        new ParticipantSettings(
            Role.SCHEDULER,
            rendezvous.address(),
            token,
            distributed.silence(),
            ParticipantSettings.PATIENCE,
            work.crashes());
    ParticipantSupervisor scheduler =
        opened.push(new ParticipantSupervisor(settings, work.schedulerState(), List.of()));
    scheduler.start();
    return new DistributedTrainingBackend(
        local,
        rendezvous,
        new DistributedSettings(
            distributed.workers(),
            distributed.servers(),
            distributed.joinTimeout(),
            distributed.answerTimeout(),
            distributed.restarts(),
            distributed.compressionThreshold().map(GradientCompression::new),
            configuration.trainer().device()));
  }
}
