package io.boxstream.rest.access;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import io.boxstream.access.Scope;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * The scope that a caller of a resource method needs. With access control, a method that states no
 * scope is refused to everyone, unless its address is one of {@link OpenPaths}.
 */
@Documented
@Target(METHOD)
@Retention(RUNTIME)
public @interface RequiredScope {

  /** The scope. */
  Scope value();

  /**
   * Whether the method itself sees to it that a caller whose key is for one source changes images
   * of that source only ({@link Callers#source}). Other methods that need {@link Scope#LABEL} are
   * refused to such callers.
   */
  boolean bySource() default false;
}
