package io.boxstream.local.settings;

import io.boxstream.local.LocalRunException;

/** The command's options make no sense. */
public final class InvalidCommandException extends LocalRunException {

  private static final long serialVersionUID = 1L;

  public InvalidCommandException(String message, Throwable cause) {
    super(message, cause);
  }
}
