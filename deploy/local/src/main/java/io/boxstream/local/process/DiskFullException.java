package io.boxstream.local.process;

import io.boxstream.local.LocalRunException;

/** A child process ended, and the disk of the state folder is full. */
public final class DiskFullException extends LocalRunException {

  private static final long serialVersionUID = 1L;

  public DiskFullException(String name, DiskSpace disk, ChildEndedException cause) {
    super(name + " ended; " + disk.explanation(), cause);
  }
}
