package io.boxstream.trainer.distributed;

import io.boxstream.trainer.run.RunFailedException;

/** A participant is not there any more; a new attempt may succeed. */
final class ParticipantLostException extends RunFailedException {

  private static final long serialVersionUID = 1L;

  ParticipantLostException(Role role, String message) {
    super(role.loss(), message);
  }
}
