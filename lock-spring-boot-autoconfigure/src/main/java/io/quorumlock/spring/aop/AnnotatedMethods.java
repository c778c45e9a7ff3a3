package io.quorumlock.spring.aop;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.Set;

import org.springframework.aop.support.AopUtils;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * The methods of a class for which an annotation holds.
 */
final class AnnotatedMethods {

	private AnnotatedMethods() {
	}

	/**
	 * The classes whose methods stand for those of a bean.
	 * @param beanType the class of the bean
	 * @return the class that its user wrote, or the interfaces of a JDK proxy
	 */
	static Set<Class<?>> typesToSearch(Class<?> beanType) {
		if (Proxy.isProxyClass(beanType)) {
			return ClassUtils.getAllInterfacesForClassAsSet(beanType);
		}
		return Set.of(ClassUtils.getUserClass(beanType));
	}

	static Set<Method> of(Class<?> type, Class<? extends Annotation> annotationType) {
		Set<Method> methods = new LinkedHashSet<>();
		if (isCandidate(type, annotationType)) {
			ReflectionUtils.doWithMethods(type, (method) -> {
				Method specific = mostSpecific(method, type);
				if (AnnotationLookup.isPresent(annotationType, type, specific)) {
					methods.add(specific);
				}
			}, (method) -> !method.isBridge() && !method.isSynthetic() && method.getDeclaringClass() != Object.class);
		}
		return methods;
	}

	static boolean isCandidate(Class<?> type, Class<? extends Annotation> annotationType) {
		return AnnotationUtils.isCandidateClass(type, annotationType) && !isPartOfSpring(type);
	}

	private static Method mostSpecific(Method method, Class<?> type) {
		boolean overridable = !Modifier.isPrivate(method.getModifiers()) && !Modifier.isStatic(method.getModifiers());
		return overridable ? AopUtils.getMostSpecificMethod(method, type) : method;
	}

	private static boolean isPartOfSpring(Class<?> type) {
		return type.getName().startsWith("org.springframework.")
				&& !AnnotatedElementUtils.isAnnotated(type, Component.class);
	}

}
