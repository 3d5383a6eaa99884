package io.boxstream.ingest.app;

/** A request that is answered with a problem of its own. */
final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  ProblemException(int status, String code, String detail) {
    super(detail);
    this.status = status;
    this.code = code;
  }

  static ProblemException badRequest(String detail) {
    return new ProblemException(400, "bad-request", detail);
  }

  static ProblemException notFound(String detail) {
    return new ProblemException(404, "not-found", detail);
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }
}
