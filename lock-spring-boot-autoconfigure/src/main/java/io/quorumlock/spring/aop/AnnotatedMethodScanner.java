package io.quorumlock.spring.aop;

import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Shows all annotated methods of all beans to the inspections when the application
 * starts, those included that no proxy can reach, and refuses to start if they found
 * mistakes.
 */
public final class AnnotatedMethodScanner implements SmartInitializingSingleton {

	private static final Logger logger = LoggerFactory.getLogger(AnnotatedMethodScanner.class);

	private final ConfigurableListableBeanFactory beanFactory;

	private final List<MethodInspection> inspections;

	/**
	 * A new scanner.
	 * @param beanFactory where the beans are
	 * @param inspections what looks at the methods
	 */
	public AnnotatedMethodScanner(ConfigurableListableBeanFactory beanFactory, List<MethodInspection> inspections) {
		this.beanFactory = beanFactory;
		this.inspections = List.copyOf(inspections);
	}

	@Override
	public void afterSingletonsInstantiated() {
		// Beans of one class have the same mistakes
		Set<WrongUse> mistakes = new LinkedHashSet<>();
		for (String name : this.beanFactory.getBeanNamesForType(Object.class)) {
			Class<?> bean = targetClass(name);
			for (Class<?> type : (bean != null) ? AnnotatedMethods.typesToSearch(bean) : Set.<Class<?>>of()) {
				scan(name, type, mistakes);
			}
		}
		if (!mistakes.isEmpty()) {
			throw new WrongUseException(List.copyOf(mistakes));
		}
		this.inspections.forEach(MethodInspection::end);
	}

	// As Spring's own search for event listeners does: a scoped proxy stands for its
	// target
	private @Nullable Class<?> targetClass(String name) {
		try {
			String target = ScopedProxyUtils.isScopedTarget(name) ? name : ScopedProxyUtils.getTargetBeanName(name);
			return AutoProxyUtils.determineTargetClass(this.beanFactory,
					this.beanFactory.containsBean(target) ? target : name);
		}
		catch (RuntimeException | LinkageError ex) {
			logger.debug("The class of bean '{}' cannot be told, so its methods are not checked", name, ex);
			return null;
		}
	}

	private void scan(String bean, Class<?> type, Set<WrongUse> mistakes) {
		for (MethodInspection inspection : this.inspections) {
			try {
				for (Method method : AnnotatedMethods.of(type, inspection.annotationType())) {
					inspection.inspect(type, method, mistakes::add);
					inspection.found(bean, type, method);
				}
			}
			catch (TypeNotPresentException | LinkageError ex) {
				logger.debug("The methods of {} cannot be read, so they are not checked", type, ex);
			}
		}
	}

}
