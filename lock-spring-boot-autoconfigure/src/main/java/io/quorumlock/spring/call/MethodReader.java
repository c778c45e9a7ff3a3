package io.quorumlock.spring.call;

import java.lang.reflect.Method;
import java.util.function.Consumer;

import io.quorumlock.spring.aop.WrongUse;

/**
 * Reads what the annotation of a method asks for.
 *
 * @param <D> what was read
 */
@FunctionalInterface
public interface MethodReader<D> {

	/**
	 * Reads a method.
	 * @param type the class of the bean
	 * @param method the annotated method
	 * @param mistakes takes what is wrong with the annotation
	 * @return what it asks for, not to be used if there are mistakes
	 */
	D read(Class<?> type, Method method, Consumer<WrongUse> mistakes);

}
