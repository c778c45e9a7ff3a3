package io.quorumlock.docs;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import io.quorumlock.annotation.DistributedLock;
import io.quorumlock.annotation.LeaderOnly;
import io.quorumlock.test.autoconfigure.AutoConfigureTestLocks;

/**
 * The attributes of all annotations.
 */
final class AnnotationsPage {

	private AnnotationsPage() {
	}

	static String text() {
		StringBuilder text = new StringBuilder("""
				= Annotations
				// Written by GeneratedPageTests from the Javadoc. Do not edit.

				All attributes of the annotations. What they do together is in xref:annotation.adoc[every corner].
				""");
		for (Class<?> annotation : List.of(DistributedLock.class, LeaderOnly.class)) {
			text.append("\n[#%s]\n== @%<s\n".formatted(annotation.getSimpleName()));
			table(text, annotation);
		}
		return text.append("""

				[#%s]
				== @%<s

				Has no attributes. It stands on a class of tests: see xref:testing.adoc[Testing].
				""".formatted(AutoConfigureTestLocks.class.getSimpleName())).toString();
	}

	private static void table(StringBuilder text, Class<?> annotation) {
		Map<String, String> meanings = Javadoc.attributes(annotation);
		text.append("\n[cols=\"2,2,2,5\",options=\"header\"]\n|===\n| Attribute | Type | Default | Meaning\n");
		Arrays.stream(annotation.getDeclaredMethods())
			.sorted(Comparator.comparing(Method::getName))
			.forEach((attribute) -> text.append("\n| `%s`\n| `%s`\n|%s\n| %s\n".formatted(attribute.getName(),
					attribute.getReturnType().getSimpleName(), defaultOf(attribute),
					meaning(attribute, meanings.get(attribute.getName())))));
		text.append("|===\n");
	}

	private static String defaultOf(Method attribute) {
		Object value = attribute.getDefaultValue();
		return (value == null || value.equals("")) ? "" : " `" + value + "`";
	}

	private static String meaning(Method attribute, String text) {
		StringBuilder meaning = new StringBuilder(text);
		if (attribute.getReturnType().isEnum()) {
			Map<String, String> constants = Javadoc.constants(attribute.getReturnType());
			for (Object constant : attribute.getReturnType().getEnumConstants()) {
				meaning.append(" +\n`%s`: %s".formatted(constant, constants.get(constant.toString())));
			}
		}
		return meaning.toString();
	}

}
