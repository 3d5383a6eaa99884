package io.boxstream.rest.config;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import io.quarkus.runtime.configuration.MemorySize;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** The size must be between two numbers of bytes, both included. */
@Documented
@Constraint(validatedBy = MemorySizeRange.Validator.class)
@Target({FIELD, METHOD})
@Retention(RUNTIME)
public @interface MemorySizeRange {

  /** Least bytes. */
  long min() default 1;

  /** Most bytes. */
  long max() default Long.MAX_VALUE;

  /** What is wrong with a value. */
  String message() default "must be between {min} and {max} bytes";

  /** Validation groups; unused. */
  Class<?>[] groups() default {};

  /** Payload; unused. */
  Class<? extends Payload>[] payload() default {};

  /** Checks sizes. */
  final class Validator implements ConstraintValidator<MemorySizeRange, MemorySize> {
    private long min;
    private long max;

    @Override
    public void initialize(MemorySizeRange range) {
      min = range.min();
      max = range.max();
    }

    @Override
    public boolean isValid(MemorySize size, ConstraintValidatorContext context) {
      return size == null || (size.asLongValue() >= min && size.asLongValue() <= max);
    }
  }
}
