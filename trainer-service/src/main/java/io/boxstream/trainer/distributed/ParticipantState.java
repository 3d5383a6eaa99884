package io.boxstream.trainer.distributed;

import java.util.Locale;

/** What the process of a participant is doing. */
enum ParticipantState {
  /** Its process has been started. */
  STARTING,
  /** It connects to the coordinator. */
  JOINING,
  /** It has joined, and waits for a run. */
  WAITING,
  /** It takes part in a run. */
  TRAINING;

  /** As the file has it. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
