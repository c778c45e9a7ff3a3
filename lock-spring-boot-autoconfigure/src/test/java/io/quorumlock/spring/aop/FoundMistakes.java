package io.quorumlock.spring.aop;

import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.provider.Arguments;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an inspection has found in a class each of whose annotated methods has one
 * mistake.
 *
 * @param type the class
 * @param mistakes what was found
 */
record FoundMistakes(Class<?> type, List<WrongUse> mistakes) {

	void assertHas(String method, String problem, String remedy) {
		List<WrongUse> found = this.mistakes.stream()
			.filter((mistake) -> mistake.where().contains(this.type.getSimpleName() + "." + method + "("))
			.toList();
		assertThat(found).hasSize(1);
		assertThat(found.get(0).where()).startsWith(this.type.getName());
		assertThat(found.get(0).problem()).contains(problem);
		assertThat(found.get(0).remedy()).contains(remedy);
	}

	void assertEachIsIn(Stream<Arguments> table, Class<? extends Annotation> annotation) {
		assertThat(this.mistakes).hasSize((int) table.count())
			.hasSize((int) Arrays.stream(this.type.getDeclaredMethods())
				.filter((each) -> each.isAnnotationPresent(annotation))
				.count());
	}

}
