package io.boxstream.evaluator.app;

/** A request that is answered with a problem. */
final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  ProblemException(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  static ProblemException invalidRequest(String message) {
    return new ProblemException(400, "invalid-request", message);
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }
}
