package io.quorumlock.spring.aop;

import java.lang.reflect.Method;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;

/**
 * What a method returns that was not run.
 */
public final class SkippedResult {

	private SkippedResult() {
	}

	/**
	 * The result in place of the one that the method would have returned.
	 * @param returnType what the method returns
	 * @return {@code null}, an empty {@link Optional} or publisher, or a stage completed
	 * with {@code null}
	 */
	@SuppressWarnings("FutureReturnValueIgnored")
	public static @Nullable Object of(Class<?> returnType) {
		if (returnType == Optional.class) {
			return Optional.empty();
		}
		if (CompletionStage.class.isAssignableFrom(returnType)) {
			return CompletableFuture.completedFuture(null);
		}
		ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(returnType);
		return (adapter != null && adapter.supportsEmpty()) ? adapter.getDescriptor().getEmptyValue() : null;
	}

	/**
	 * Reports a method that has to return something even when it is skipped.
	 * @param attribute the attribute as written, such as {@code onFollower}
	 * @param type the class of the bean
	 * @param method the method
	 * @param mistakes takes what is wrong
	 */
	public static void check(String attribute, Class<?> type, Method method, Consumer<WrongUse> mistakes) {
		Class<?> returnType = method.getReturnType();
		if (returnType.isPrimitive() && returnType != void.class) {
			mistakes.accept(WrongUse.of(type, method,
					attribute + " = SKIP has no result to return, as the return type is the primitive " + returnType,
					"Return the wrapper type or an Optional, or use " + attribute + " = THROW"));
		}
	}

}
