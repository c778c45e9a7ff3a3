package io.quorumlock.spring.lock;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.stream.Stream;

import io.quorumlock.LockException;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ReflectionUtils;

/**
 * A method that is called in place of one that cannot have its lock.
 *
 * @param method the method
 * @param takesException whether its last argument is the exception
 */
record Fallback(Method method, boolean takesException) {

	/**
	 * Finds a fallback by its name.
	 * @param name the name
	 * @param type the class of the bean
	 * @param locked the method that it stands in for
	 * @return the fallback, {@code null} if there is none of that name that fits
	 */
	static @Nullable Fallback find(String name, Class<?> type, Method locked) {
		Fallback found = null;
		for (Method candidate : ReflectionUtils.getUniqueDeclaredMethods(type)) {
			if (candidate.getName().equals(name) && returns(candidate, locked)) {
				if (Arrays.equals(candidate.getParameterTypes(), locked.getParameterTypes())
						&& !candidate.equals(locked)) {
					found = (found != null) ? found : new Fallback(candidate, false);
				}
				else if (takesAlsoException(candidate, locked)) {
					return new Fallback(candidate, true);
				}
			}
		}
		return found;
	}

	private static boolean returns(Method candidate, Method locked) {
		return locked.getReturnType().isAssignableFrom(candidate.getReturnType());
	}

	private static boolean takesAlsoException(Method candidate, Method locked) {
		Class<?>[] expected = locked.getParameterTypes();
		Class<?>[] actual = candidate.getParameterTypes();
		return actual.length == expected.length + 1 && Arrays.equals(Arrays.copyOf(actual, expected.length), expected)
				&& isRefusal(actual[expected.length]);
	}

	private static boolean isRefusal(Class<?> type) {
		return type.isAssignableFrom(LockException.class) && Throwable.class.isAssignableFrom(type)
				|| LockException.class.isAssignableFrom(type);
	}

	boolean takes(LockException refusal) {
		Class<?>[] types = this.method.getParameterTypes();
		return !this.takesException || types[types.length - 1].isInstance(refusal);
	}

	@Nullable Object call(Call call, LockException refusal) throws Throwable {
		@Nullable Object[] arguments = this.takesException
				? Stream.concat(Arrays.stream(call.arguments()), Stream.of(refusal)).toArray() : call.arguments();
		ReflectionUtils.makeAccessible(this.method);
		try {
			return this.method.invoke(Modifier.isStatic(this.method.getModifiers()) ? null : call.target(), arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

}
