package io.boxstream.rest.problem;

import static java.util.Objects.requireNonNull;

/** A request that is answered with a problem. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public ProblemException(Problem problem) {
    super(requireNonNull(problem, "problem").detail());
    this.problem = problem;
  }

  /** See {@link Problem#of}. */
  public static ProblemException of(int status, String code, String detail) {
    return new ProblemException(Problem.of(status, code, detail));
  }

  /** See {@link Problem#invalidRequest}. */
  public static ProblemException invalidRequest(String detail) {
    return new ProblemException(Problem.invalidRequest(detail));
  }

  /** What the client is told. */
  public Problem problem() {
    return problem;
  }
}
