package io.quorumlock.spring.aop;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;

import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.util.ClassUtils;

/**
 * Matches methods for which an annotation holds. Does not look into the annotation: what
 * is wrong there is reported for all beans at once, not in the middle of creating the
 * first.
 */
public final class AnnotatedMethodPointcut extends StaticMethodMatcherPointcut {

	private final Class<? extends Annotation> annotationType;

	/**
	 * A new pointcut.
	 * @param annotationType the annotation
	 * @param classProxies whether beans are proxied by subclasses. Final classes are left
	 * alone then, for the {@link AnnotatedMethodScanner} to report, as nobody would
	 * understand what the failing proxy says
	 */
	public AnnotatedMethodPointcut(Class<? extends Annotation> annotationType, boolean classProxies) {
		this.annotationType = annotationType;
		setClassFilter(
				(type) -> AnnotatedMethods.isCandidate(type, annotationType) && !(classProxies && isFinalClass(type)));
	}

	@Override
	public boolean matches(Method method, Class<?> targetClass) {
		return AnnotationLookup.isPresent(this.annotationType, targetClass, method) || AnnotationLookup
			.isPresent(this.annotationType, targetClass, AopUtils.getMostSpecificMethod(method, targetClass));
	}

	// The final classes that Spring knows how to proxy are not meant
	static boolean isFinalClass(Class<?> type) {
		return Modifier.isFinal(type.getModifiers()) && !Proxy.isProxyClass(type) && !ClassUtils.isLambdaClass(type);
	}

}
