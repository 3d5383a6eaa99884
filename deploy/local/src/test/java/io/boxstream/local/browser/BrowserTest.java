package io.boxstream.local.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests in a browser. Their methods may have parameters of the types {@link Chromium} and {@link
 * ConsoleSystem}; both are started when they are first needed, and end with the last test.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith({ChromiumCondition.class, BrowserParameters.class})
@Tag("system")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@interface BrowserTest {}
