package io.quorumlock.spring.aop;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Collectors;

import org.springframework.util.ClassUtils;

/**
 * One mistake in the use of an annotation.
 *
 * @param where the class and method
 * @param problem what is wrong
 * @param remedy what to write instead
 */
public record WrongUse(String where, String problem, String remedy) {

	/**
	 * A mistake in a method.
	 * @param type the class of the bean
	 * @param method the method
	 * @param problem what is wrong
	 * @param remedy what to write instead
	 * @return the mistake
	 */
	public static WrongUse of(Class<?> type, Method method, String problem, String remedy) {
		return new WrongUse(describe(type, method), problem, remedy);
	}

	/**
	 * A method as it reads in messages, such as {@code com.example.Orders.pay(String)}.
	 * @param type the class of the bean
	 * @param method the method
	 * @return the class, the name and the parameter types
	 */
	public static String describe(Class<?> type, Method method) {
		String parameters = Arrays.stream(method.getParameterTypes())
			.map(Class::getSimpleName)
			.collect(Collectors.joining(", ", "(", ")"));
		return ClassUtils.getUserClass(type).getName() + "." + method.getName() + parameters;
	}

	@Override
	public String toString() {
		return this.where + ": " + this.problem + ". " + this.remedy;
	}

}
