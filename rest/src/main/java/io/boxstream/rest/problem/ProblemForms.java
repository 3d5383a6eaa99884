package io.boxstream.rest.problem;

import java.util.Optional;

/**
 * The addresses of a service whose protocol states errors in a form of its own. A service that has
 * some has one bean of this type. Refusals of a head that cannot be read come before it: their
 * address is not known.
 */
@FunctionalInterface
public interface ProblemForms {

  /**
   * The JSON in place of a problem.
   *
   * @param path of the request, with a slash in front, without the query
   * @return what Jackson writes; empty where a problem is a problem
   */
  Optional<Object> form(String path, Problem problem);
}
