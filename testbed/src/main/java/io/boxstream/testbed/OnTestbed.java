package io.boxstream.testbed;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class that depends on how a {@link TestBroker} or a {@link TestStore} behaves. The Maven
 * profile {@code containers} runs these classes, whose names end with {@code IT}, once more, with
 * broker and store in containers; without a Docker engine it skips them. A class that needs both
 * only as surroundings, such as one about HTTP, is none of these.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("testbed")
@ExtendWith(DockerCondition.class)
public @interface OnTestbed {}
