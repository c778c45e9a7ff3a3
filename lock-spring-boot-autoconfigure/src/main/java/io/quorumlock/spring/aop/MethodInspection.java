package io.quorumlock.spring.aop;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.function.Consumer;

/**
 * Looks at each method of a bean for which an annotation holds, when the application
 * starts.
 */
public interface MethodInspection {

	/**
	 * The annotation.
	 * @return its type
	 */
	Class<? extends Annotation> annotationType();

	/**
	 * Looks at a method.
	 * @param type the class of the bean
	 * @param method an annotated method of it, whether or not a proxy can reach it
	 * @param mistakes takes what is wrong
	 */
	void inspect(Class<?> type, Method method, Consumer<WrongUse> mistakes);

	/**
	 * Is told of a bean that has the method, after that was looked at.
	 * @param bean the name of the bean
	 * @param type its class
	 * @param method an annotated method of it
	 */
	default void found(String bean, Class<?> type, Method method) {
	}

	/**
	 * All methods have been looked at, and nothing was wrong.
	 */
	default void end() {
	}

}
