package io.boxstream.trainer.app;

/** What a process of the trainer does in training on several machines. */
public enum DistributedRole {
  /** It trains alone. */
  NONE,
  /** It conducts runs. */
  COORDINATOR,
  /** It computes gradients. */
  WORKER,
  /** It adds gradients. */
  SERVER
}
