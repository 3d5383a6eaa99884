/**
 * Training on several machines. The coordinator conducts the run and owns its checkpoints; workers
 * compute, servers and a scheduler add the gradients: MXNet's parameter server.
 *
 * <p>Every participant is a process of its own, because a process takes part once, and calls of the
 * engine wait for ever when another participant dies. Each has a connection to the coordinator on
 * which both sides are heard regularly. A participant without a coordinator ends itself; the
 * coordinator ends the attempt when one of them is lost.
 */
package io.boxstream.trainer.distributed;
