package io.quorumlock.spring.call;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

import io.quorumlock.spring.aop.WrongUse;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.core.KotlinDetector;
import org.springframework.util.ReflectionUtils;

/**
 * The methods of one name that are called in place of one that cannot have its lease.
 */
public final class Fallback {

	/** Those that differ in the exception they take, the more special first. */
	private final List<Variant> variants;

	private Fallback(List<Variant> variants) {
		this.variants = variants;
	}

	/**
	 * Finds a fallback by its name.
	 * @param name the name
	 * @param type the class of the bean
	 * @param method the method that it stands in for
	 * @param refusal what is thrown if the lease cannot be had
	 * @param mistakes told if there is none of that name that fits
	 * @return the fallback, {@code null} if there is none
	 */
	public static @Nullable Fallback find(String name, Class<?> type, Method method,
			Class<? extends RuntimeException> refusal, Consumer<WrongUse> mistakes) {
		if (name.isEmpty()) {
			return null;
		}
		List<Variant> found = Arrays.stream(ReflectionUtils.getUniqueDeclaredMethods(type))
			.filter((candidate) -> candidate.getName().equals(name) && !candidate.equals(method))
			.filter((candidate) -> method.getReturnType().isAssignableFrom(candidate.getReturnType()))
			.flatMap((candidate) -> Variant.of(candidate, method, refusal).stream())
			.sorted(Comparator.comparingInt(Variant::specialty).reversed())
			.toList();
		if (found.isEmpty()) {
			mistakes.accept(WrongUse.of(type, method, "fallbackMethod = \"" + name + "\" is not found",
					"Write a method of that name in this class, with the same arguments, optionally a "
							+ refusal.getSimpleName() + " as the last, and with result "
							+ method.getReturnType().getSimpleName()));
			return null;
		}
		return new Fallback(found);
	}

	boolean takes(RuntimeException refusal) {
		return this.variants.stream().anyMatch((variant) -> variant.takes(refusal));
	}

	@Nullable Object call(Call call, RuntimeException refusal) throws Throwable {
		Variant variant = this.variants.stream().filter((each) -> each.takes(refusal)).findFirst().orElseThrow();
		return variant.call(call, refusal);
	}

	/**
	 * One of the methods.
	 *
	 * @param method the method
	 * @param exception which exception it takes, {@code null} if it takes none
	 * @param position which of its arguments that is
	 */
	private record Variant(Method method, @Nullable Class<?> exception, int position) {

		static List<Variant> of(Method candidate, Method method, Class<? extends RuntimeException> refusal) {
			List<Class<?>> expected = List.of(method.getParameterTypes());
			List<Class<?>> actual = new ArrayList<>(List.of(candidate.getParameterTypes()));
			if (actual.equals(expected)) {
				return List.of(new Variant(candidate, null, 0));
			}
			if (actual.size() != expected.size() + 1) {
				return List.of();
			}
			// The last argument of a suspending function is where it continues
			int position = expected.size() - (KotlinDetector.isSuspendingFunction(method) ? 1 : 0);
			Class<?> exception = actual.remove(position);
			return (actual.equals(expected) && isRefusal(exception, refusal))
					? List.of(new Variant(candidate, exception, position)) : List.of();
		}

		private static boolean isRefusal(Class<?> type, Class<? extends RuntimeException> refusal) {
			return refusal.isAssignableFrom(type)
					|| (Throwable.class.isAssignableFrom(type) && type.isAssignableFrom(refusal));
		}

		int specialty() {
			int depth = 0;
			for (Class<?> type = this.exception; type != null; type = type.getSuperclass()) {
				depth++;
			}
			return depth;
		}

		boolean takes(RuntimeException refusal) {
			return this.exception == null || this.exception.isInstance(refusal);
		}

		@Nullable Object call(Call call, RuntimeException refusal) throws Throwable {
			List<@Nullable Object> arguments = new ArrayList<>(Arrays.asList(call.arguments()));
			if (this.exception != null) {
				arguments.add(this.position, refusal);
			}
			ReflectionUtils.makeAccessible(this.method);
			// Unwraps exceptions, and makes a publisher of a suspending function
			return AopUtils.invokeJoinpointUsingReflection(call.target(), this.method, arguments.toArray());
		}

	}

}
