package io.quorumlock.spring.aot;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Set;

import io.quorumlock.annotation.DistributedLock;
import io.quorumlock.annotation.LeaderOnly;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ClassUtils;

/**
 * Keeps annotated methods of beans in a native image, with their annotations and with
 * what key expressions read from their arguments.
 */
class AnnotatedMethodAotProcessor implements BeanRegistrationAotProcessor {

	private static final BindingReflectionHintsRegistrar ARGUMENTS = new BindingReflectionHintsRegistrar();

	@Override
	public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean registeredBean) {
		Class<?> type = ClassUtils.getUserClass(registeredBean.getBeanClass());
		Set<Method> locked = methods(type, DistributedLock.class);
		Set<Method> led = methods(type, LeaderOnly.class);
		if (locked.isEmpty() && led.isEmpty()) {
			return null;
		}
		return (generationContext, code) -> {
			ReflectionHints hints = generationContext.getRuntimeHints().reflection();
			led.forEach((method) -> hints.registerMethod(method, ExecutableMode.INVOKE));
			locked.forEach((method) -> {
				hints.registerMethod(method, ExecutableMode.INVOKE);
				ARGUMENTS.registerReflectionHints(hints, method.getGenericParameterTypes());
			});
		};
	}

	private static Set<Method> methods(Class<?> type, Class<? extends Annotation> annotation) {
		return AnnotationUtils.isCandidateClass(type, annotation) ? MethodIntrospector.selectMethods(type,
				(Method method) -> AnnotatedElementUtils.hasAnnotation(method, annotation)) : Set.of();
	}

}
