package io.quorumlock.spring.aop;

import java.lang.reflect.Method;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.function.Consumer;

import org.springframework.core.KotlinDetector;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.util.ClassUtils;

/**
 * When the work of a method is done, by what it returns.
 */
public enum ReturnStyle {

	/** When the method returns. */
	DIRECT,
	/** When the returned stage is complete. */
	STAGE,
	/**
	 * When the returned publisher is complete, after it was subscribed to; also for a
	 * suspending function of Kotlin, which Spring turns into one.
	 */
	PUBLISHER,
	/** At a time that cannot be told from outside, or that is not supported yet. */
	UNKNOWN;

	private static final boolean REACTOR_PRESENT = ClassUtils.isPresent("reactor.core.publisher.Flux",
			ReturnStyle.class.getClassLoader());

	/**
	 * When the work of a method is done.
	 * @param method the method
	 * @return how it returns
	 */
	public static ReturnStyle of(Method method) {
		Class<?> type = method.getReturnType();
		if (CompletionStage.class.isAssignableFrom(type)) {
			// What is handed to the caller in its place is a CompletableFuture
			return type.isAssignableFrom(CompletableFuture.class) ? STAGE : UNKNOWN;
		}
		if (ReactiveAdapterRegistry.getSharedInstance().getAdapter(type) != null
				|| KotlinDetector.isSuspendingFunction(method)) {
			return REACTOR_PRESENT ? PUBLISHER : UNKNOWN;
		}
		return (Future.class.isAssignableFrom(type) || Flow.Publisher.class.isAssignableFrom(type)) ? UNKNOWN : DIRECT;
	}

	/**
	 * Reports a method whose end cannot be told.
	 * @param annotation the annotation as written, such as {@code @LeaderOnly}
	 * @param type the class of the bean
	 * @param method the method
	 * @param mistakes takes what is wrong
	 */
	public static void check(String annotation, Class<?> type, Method method, Consumer<WrongUse> mistakes) {
		if (of(method) == UNKNOWN) {
			mistakes.accept(WrongUse.of(type, method,
					"it returns " + method.getReturnType().getSimpleName() + ", whose work goes on after the method of "
							+ annotation + " has ended, and whose end cannot be followed",
					"Return a CompletionStage or CompletableFuture, or the plain result"));
		}
	}

}
