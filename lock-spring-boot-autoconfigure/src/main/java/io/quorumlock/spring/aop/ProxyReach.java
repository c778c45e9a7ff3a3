package io.quorumlock.spring.aop;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.function.Consumer;

import org.springframework.util.ClassUtils;

/**
 * Whether a proxy can stand between a method and its callers.
 *
 * @param classProxies whether beans are proxied by subclasses, or else by their
 * interfaces where they have some
 */
public record ProxyReach(boolean classProxies) {

	/**
	 * Reports a method that is called past any proxy.
	 * @param annotation the annotation as written, such as {@code @LeaderOnly}
	 * @param type the class of the bean
	 * @param method the method
	 * @param mistakes takes what is wrong
	 */
	public void check(String annotation, Class<?> type, Method method, Consumer<WrongUse> mistakes) {
		int modifiers = method.getModifiers();
		String never = ", so " + annotation + " would never take effect";
		if (Modifier.isStatic(modifiers)) {
			mistakes.accept(
					WrongUse.of(type, method, "the method is static" + never, "Make it an instance method of a bean"));
		}
		else if (Modifier.isPrivate(modifiers)) {
			mistakes.accept(WrongUse.of(type, method, "the method is private" + never,
					"Make it public and call it from another bean"));
		}
		else if (byInterface(type)) {
			if (!isOnInterface(type, method)) {
				mistakes.accept(WrongUse.of(type, method,
						"the bean is proxied by its interfaces, and none of them has the method" + never,
						"Add it to an interface, or remove spring.aop.proxy-target-class=false"));
			}
		}
		else if (AnnotatedMethodPointcut.isFinalClass(type)) {
			mistakes.accept(WrongUse.of(type, method, "the class is final and cannot be proxied" + never,
					"Remove final from the class"));
		}
		else if (Modifier.isFinal(modifiers)) {
			mistakes.accept(WrongUse.of(type, method, "the method is final and cannot be proxied" + never,
					"Remove final from the method"));
		}
	}

	private boolean byInterface(Class<?> type) {
		return type.isInterface() || (!this.classProxies && userInterfaces(type).length > 0);
	}

	private static boolean isOnInterface(Class<?> type, Method method) {
		return method.getDeclaringClass().isInterface() || Arrays.stream(userInterfaces(type))
			.anyMatch((candidate) -> ClassUtils.hasMethod(candidate, method.getName(), method.getParameterTypes()));
	}

	private static Class<?>[] userInterfaces(Class<?> type) {
		return Arrays.stream(ClassUtils.getAllInterfacesForClass(type))
			.filter((candidate) -> candidate.getMethods().length > 0
					&& !candidate.getName().startsWith("org.springframework.")
					&& !candidate.getName().startsWith("java."))
			.toArray(Class<?>[]::new);
	}

}
