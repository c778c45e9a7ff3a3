package io.quorumlock.spring.aop;

import java.lang.annotation.Annotation;
import java.lang.annotation.ElementType;
import java.lang.annotation.Target;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Finds the annotation that holds for a method: its own, or else that of the bean's
 * class, also through a composed annotation, an interface or a superclass.
 */
public final class AnnotationLookup {

	private AnnotationLookup() {
	}

	/**
	 * The annotation that holds for a method.
	 * @param <A> the annotation
	 * @param annotationType its type
	 * @param type the class of the bean
	 * @param method the method
	 * @return the annotation, {@code null} if there is none
	 */
	public static <A extends Annotation> @Nullable A find(Class<A> annotationType, Class<?> type, Method method) {
		A own = AnnotatedElementUtils.findMergedAnnotation(method, annotationType);
		return (own == null && isCoveredByType(annotationType, method))
				? AnnotatedElementUtils.findMergedAnnotation(type, annotationType) : own;
	}

	static boolean isPresent(Class<? extends Annotation> annotationType, Class<?> type, Method method) {
		return AnnotatedElementUtils.hasAnnotation(method, annotationType) || (isCoveredByType(annotationType, method)
				&& AnnotatedElementUtils.hasAnnotation(type, annotationType));
	}

	// A static method needs no bean, and what every object has is not the work of any
	private static boolean isCoveredByType(Class<? extends Annotation> annotationType, Method method) {
		int modifiers = method.getModifiers();
		return Modifier.isPublic(modifiers) && !Modifier.isStatic(modifiers) && !ReflectionUtils.isObjectMethod(method)
				&& isForTypes(annotationType);
	}

	private static boolean isForTypes(Class<? extends Annotation> annotationType) {
		Target target = annotationType.getAnnotation(Target.class);
		return target != null && List.of(target.value()).contains(ElementType.TYPE);
	}

}
