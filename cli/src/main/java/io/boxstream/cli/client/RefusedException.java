package io.boxstream.cli.client;

import java.util.Objects;

/** A service answered that it does not do what was asked. */
public class RefusedException extends ServiceException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  RefusedException(Service service, Problem problem) {
    super(service.title() + ": " + problem.text(), null);
    this.problem = Objects.requireNonNull(problem, "problem");
  }

  /** What the service answered. */
  public Problem problem() {
    return problem;
  }

  /** The service cannot do it now: it starts, has too much to do, or its disk is full. */
  static final class Unavailable extends RefusedException {

    private static final long serialVersionUID = 1L;

    Unavailable(Service service, Problem problem) {
      super(service, problem);
    }

    static boolean isStatus(int status) {
      return status == 429 || status == 503 || status == 507;
    }
  }
}
