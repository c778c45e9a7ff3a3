package io.quorumlock.spring.aot;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;

import io.quorumlock.annotation.DistributedLock;
import io.quorumlock.annotation.LeaderOnly;
import io.quorumlock.spring.aop.AnnotationLookup;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.MethodIntrospector.MetadataLookup;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Keeps annotated methods of beans in a native image, with their annotations, with what
 * key expressions read from their arguments, and with their fallbacks.
 */
class AnnotatedMethodAotProcessor implements BeanRegistrationAotProcessor {

	private static final BindingReflectionHintsRegistrar ARGUMENTS = new BindingReflectionHintsRegistrar();

	@Override
	public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean registeredBean) {
		Class<?> type = ClassUtils.getUserClass(registeredBean.getBeanClass());
		Map<Method, DistributedLock> locked = methods(type, DistributedLock.class);
		Map<Method, LeaderOnly> led = methods(type, LeaderOnly.class);
		if (locked.isEmpty() && led.isEmpty()) {
			return null;
		}
		return (generationContext, code) -> {
			ReflectionHints hints = generationContext.getRuntimeHints().reflection();
			keep(hints, type, led, LeaderOnly::fallbackMethod);
			keep(hints, type, locked, DistributedLock::fallbackMethod);
			locked.keySet()
				.forEach((method) -> ARGUMENTS.registerReflectionHints(hints, method.getGenericParameterTypes()));
		};
	}

	private static <A extends Annotation> Map<Method, A> methods(Class<?> type, Class<A> annotation) {
		return AnnotationUtils.isCandidateClass(type, annotation) ? MethodIntrospector.selectMethods(type,
				(MetadataLookup<A>) (method) -> AnnotationLookup.find(annotation, type, method)) : Map.of();
	}

	private static <A extends Annotation> void keep(ReflectionHints hints, Class<?> type, Map<Method, A> methods,
			Function<A, String> fallback) {
		methods.forEach((method, annotation) -> {
			hints.registerMethod(method, ExecutableMode.INVOKE);
			Arrays.stream(ReflectionUtils.getUniqueDeclaredMethods(type))
				.filter((candidate) -> candidate.getName().equals(fallback.apply(annotation)))
				.forEach((candidate) -> hints.registerMethod(candidate, ExecutableMode.INVOKE));
		});
	}

}
