package io.quorumlock.test.autoconfigure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.quorumlock.spring.autoconfigure.LockAutoConfiguration;
import io.quorumlock.test.TestLocks;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;

/**
 * Gives a test class locks and leader election in memory in place of those on Redis, to
 * which no connection is made, and a {@link TestLocks} bean that makes things happen to
 * them. What was made to happen is undone after each test method.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ImportAutoConfiguration({ TestLocksAutoConfiguration.class, LockAutoConfiguration.class })
public @interface AutoConfigureTestLocks {

}
