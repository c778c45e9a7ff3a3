package io.quorumlock.sample.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks tests of the page in a real browser, on one running sample that they all share.
 * They are skipped where no browser is. One JDK is enough for them: {@code once}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("once")
@ExtendWith(BrowserExtension.class)
@interface BrowserTest {

}
