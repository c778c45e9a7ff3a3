package io.quorumlock.spring.lock;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import io.quorumlock.LockException;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.core.KotlinDetector;
import org.springframework.util.ReflectionUtils;

/**
 * The methods of one name that are called in place of one that cannot have its lock.
 *
 * @param variants those that differ in the exception they take, the more special first
 */
record Fallback(List<Variant> variants) {

	/**
	 * Finds a fallback by its name.
	 * @param name the name
	 * @param type the class of the bean
	 * @param locked the method that it stands in for
	 * @return the fallback, {@code null} if there is none of that name that fits
	 */
	static @Nullable Fallback find(String name, Class<?> type, Method locked) {
		List<Variant> found = Arrays.stream(ReflectionUtils.getUniqueDeclaredMethods(type))
			.filter((candidate) -> candidate.getName().equals(name) && !candidate.equals(locked))
			.filter((candidate) -> locked.getReturnType().isAssignableFrom(candidate.getReturnType()))
			.flatMap((candidate) -> Variant.of(candidate, locked).stream())
			.sorted(Comparator.comparingInt(Variant::specialty).reversed())
			.toList();
		return found.isEmpty() ? null : new Fallback(found);
	}

	boolean takes(LockException refusal) {
		return this.variants.stream().anyMatch((variant) -> variant.takes(refusal));
	}

	@Nullable Object call(Call call, LockException refusal) throws Throwable {
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
	record Variant(Method method, @Nullable Class<?> exception, int position) {

		static List<Variant> of(Method candidate, Method locked) {
			List<Class<?>> expected = List.of(locked.getParameterTypes());
			List<Class<?>> actual = new ArrayList<>(List.of(candidate.getParameterTypes()));
			if (actual.equals(expected)) {
				return List.of(new Variant(candidate, null, 0));
			}
			if (actual.size() != expected.size() + 1) {
				return List.of();
			}
			// The last argument of a suspending function is where it continues
			int position = expected.size() - (KotlinDetector.isSuspendingFunction(locked) ? 1 : 0);
			Class<?> exception = actual.remove(position);
			return (actual.equals(expected) && isRefusal(exception))
					? List.of(new Variant(candidate, exception, position)) : List.of();
		}

		private static boolean isRefusal(Class<?> type) {
			return LockException.class.isAssignableFrom(type)
					|| (Throwable.class.isAssignableFrom(type) && type.isAssignableFrom(LockException.class));
		}

		int specialty() {
			int depth = 0;
			for (Class<?> type = this.exception; type != null; type = type.getSuperclass()) {
				depth++;
			}
			return depth;
		}

		boolean takes(LockException refusal) {
			return this.exception == null || this.exception.isInstance(refusal);
		}

		@Nullable Object call(Call call, LockException refusal) throws Throwable {
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
