package io.quorumlock.sample.orders;

import io.quorumlock.LockException;
import io.quorumlock.LockNotAcquiredException;

import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Tells clients what came of a lock, and which kinds are worth another try.
 */
@RestControllerAdvice
class LockProblems {

	@ExceptionHandler({ LockNotAcquiredException.class, StaleWriteException.class })
	ProblemDetail overtaken(RuntimeException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, "Somebody else was faster. Try again");
	}

	@ExceptionHandler
	ProblemDetail unknown(EmptyResultDataAccessException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, "There is no such thing here");
	}

	@ExceptionHandler
	ProblemDetail unavailable(LockException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, "Try again in a moment");
	}

}
