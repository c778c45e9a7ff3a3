package io.quorumlock.sample.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * Marks tests of the page in a real browser. They are skipped where no browser is. One
 * JDK is enough for them: {@code once}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("once")
@EnabledIf(value = "io.quorumlock.sample.browser.Chromium#isInstalled",
		disabledReason = "no chromium and chromedriver on the PATH")
@interface BrowserTest {

}
